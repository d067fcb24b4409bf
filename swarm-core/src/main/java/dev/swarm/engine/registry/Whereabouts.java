package dev.swarm.engine.registry;

import dev.swarm.api.registry.WorkerRef;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where names live, written by one thread and read by any. Very many are known that nobody here ever asks for, so a
 * name costs some bytes and no object. One that is asked for a second time will be asked for again: its answer is kept
 * ready as long as it is true.
 */
final class Whereabouts {

    private final PackedNames names = new PackedNames();
    private final Map<String, Optional<WorkerRef>> ready = new ConcurrentHashMap<>();

    /** Returns the answers that are kept, which nobody else changes; any thread. */
    Map<String, Optional<WorkerRef>> ready() {
        return ready;
    }

    /** Returns where a name lives; any thread. */
    Optional<WorkerRef> find(String name) {
        Optional<WorkerRef> answer = ready.get(name);
        return answer == null ? findRare(name) : answer;
    }

    private Optional<WorkerRef> findRare(String name) {
        WorkerRef first = names.findUnmarked(name);
        if (first != null || names.find(name) == null) {
            return Optional.ofNullable(first);
        }
        // asked where nobody can have it forgotten at the same time
        Optional<WorkerRef> answer = ready.computeIfAbsent(name, known -> {
            WorkerRef ref = names.find(known);
            return ref == null ? null : Optional.of(ref);
        });
        return answer == null ? Optional.empty() : answer;
    }

    /** As {@link #find}, for whoever looks after all names, and asks for none. */
    @Nullable
    WorkerRef peek(String name) {
        return names.find(name);
    }

    /** A name is about to be put. */
    void expect(String name) {
        names.touch(name.hashCode());
    }

    /** Puts a name that is not there. */
    void add(WorkerRef ref) {
        names.add(ref.name(), ref);
    }

    void put(WorkerRef ref) {
        if (names.put(ref)) {
            forget(ref.name());
        }
    }

    @Nullable
    WorkerRef remove(String name) {
        WorkerRef removed = names.remove(name);
        if (removed != null) {
            forget(name);
        }
        return removed;
    }

    /** What was true of a name is not. Whoever is about to keep an answer is waited for here, or sees the change. */
    private void forget(String name) {
        VarHandle.fullFence();
        ready.remove(name);
    }

    /** Returns how many names there are; any thread. */
    int size() {
        return names.size();
    }

    /** Returns all that are wanted; any thread. */
    List<WorkerRef> all(Predicate<WorkerRef> wanted) {
        return names.all(wanted);
    }
}
