package dev.swarm.sim.registry;

import dev.swarm.api.NodeId;
import dev.swarm.api.event.GroupJoined;
import dev.swarm.api.event.GroupLeft;
import dev.swarm.api.event.NameRegistered;
import dev.swarm.api.event.NameUnregistered;
import dev.swarm.api.event.RegistryEvent;
import dev.swarm.api.event.WorkerMoved;
import dev.swarm.api.registry.WorkerRef;
import dev.swarm.sim.Told;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who only listens knows what who only looks knows: what is told of names and groups adds up to what is shown. A name
 * between two lives is not shown, and nothing is told of that.
 */
final class EventsMatchNames implements LifeCheck {

    private static final int LOOKS = 10;

    private final RegistryWorld world;
    private final IdentityHashMap<SimWorkers, Heard> heard = new IdentityHashMap<>();
    private int looks;

    EventsMatchNames(RegistryWorld world) {
        this.world = world;
        world.cluster().listen(this::hear);
    }

    @Override
    public Optional<String> onLook() {
        if (++looks % LOOKS != 0) {
            return Optional.empty();
        }
        heard.keySet().removeIf(SimWorkers::isEnded);
        return world.running().stream()
                .map(this::difference)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Says where what was told and what is shown differ. */
    private Optional<String> difference(SimWorkers workers) {
        Heard of = heard.getOrDefault(workers, new Heard());
        Map<String, WorkerRef> untold = new TreeMap<>();
        List<WorkerRef> shown = workers.node().names().registered("");
        if (shown.size() != workers.node().names().count()) {
            return Optional.of(workers.node().id() + " shows " + shown.size() + " names, and counts "
                    + workers.node().names().count());
        }
        for (WorkerRef ref : shown) {
            if (!ref.equals(workers.whereis(ref.name()))) {
                return Optional.of(
                        workers.node().id() + " shows " + ref + ", and finds " + workers.whereis(ref.name()));
            }
            if (!ref.equals(of.names.get(ref.name()))) {
                untold.put(ref.name(), ref);
            }
        }
        if (!untold.isEmpty()) {
            return Optional.of(workers.node().id() + " shows " + untold + ", told was "
                    + of.names.get(untold.keySet().iterator().next()));
        }
        for (Map.Entry<String, Set<String>> group : of.groups.entrySet()) {
            for (WorkerRef ref : workers.node().names().members(group.getKey())) {
                if (!group.getValue().contains(ref.name())) {
                    return Optional.of(workers.node().id() + " shows " + ref + " in " + group);
                }
            }
        }
        return Optional.empty();
    }

    private void hear(Told told) {
        if (told.event() instanceof RegistryEvent event) {
            NodeId observer = told.observer();
            SimWorkers workers = world.workers(Objects.requireNonNull(world.node(observer)));
            String wrong = heard.computeIfAbsent(workers, any -> new Heard()).take(event);
            if (wrong != null) {
                throw world.cluster().failure(observer.name(), name() + ": " + wrong + ": " + event);
            }
        }
    }

    /** What one process told. */
    private static final class Heard {

        private final Map<String, WorkerRef> names = new HashMap<>();
        private final Map<String, Set<String>> groups = new HashMap<>();

        @Nullable
        String take(RegistryEvent event) {
            WorkerRef before = names.get(event.name());
            if (event instanceof NameRegistered registered) {
                names.put(event.name(), registered.worker());
                return before == null ? null : "told before was " + before;
            } else if (event instanceof WorkerMoved moved) {
                names.put(event.name(), moved.worker());
                return before != null && before.node().equals(moved.from()) && !before.equals(moved.worker())
                        ? null
                        : "told before was " + before;
            } else if (event instanceof NameUnregistered) {
                names.remove(event.name());
                return before == null ? "it was not told of before" : null;
            } else if (event instanceof GroupJoined joined) {
                Set<String> members = groups.computeIfAbsent(joined.group(), any -> new HashSet<>());
                return members.add(event.name()) ? null : "it was told to be a member before";
            } else {
                GroupLeft left = (GroupLeft) event;
                boolean was = groups.getOrDefault(left.group(), new HashSet<>()).remove(event.name());
                return was ? null : "it was not told to be a member before";
            }
        }
    }
}
