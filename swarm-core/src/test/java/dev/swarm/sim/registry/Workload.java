package dev.swarm.sim.registry;

import dev.swarm.api.registry.RestartPolicy;
import dev.swarm.api.registry.StopMode;
import dev.swarm.engine.registry.Outcome;
import dev.swarm.engine.wire.registry.Op;
import dev.swarm.engine.wire.registry.Recipe;
import dev.swarm.sim.SimNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * What users do. Some names are registered before anything goes wrong and never taken away: they must be there in the
 * end. All others come and go.
 */
final class Workload {

    static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final int GROUPS = 5;
    private static final Duration SETUP = Duration.ofMinutes(2);

    private final RegistryWorld world;
    private final SplittableRandom chance;
    private final int names;
    private final Map<String, WorkerKind> lasting = new HashMap<>();
    private final List<String> lastingNames = new ArrayList<>();

    Workload(RegistryWorld world, int names) {
        this.world = world;
        this.chance = world.cluster().chance().split();
        this.names = names;
    }

    static Recipe recipe(WorkerKind kind, RestartPolicy policy, String... groups) {
        return new Recipe(kind.type(), new byte[0], policy, null, new TreeSet<>(List.of(groups)));
    }

    /** Registers the names that last, half of all, from nodes by chance, and waits until all nodes know them. */
    void registerLasting() {
        Map<String, RegistryWorld.Pending> open = new HashMap<>();
        for (int i = 0; i < names / 2; i++) {
            String name = "lasting-" + i;
            lasting.put(name, WorkerKind.draw(chance));
            lastingNames.add(name);
            open.put(name, register(name));
        }
        world.cluster().runUntil("lasting names are registered", () -> areRegistered(open), SETUP);
        world.cluster().runUntil("all know them", this::areKnown, SETUP);
    }

    /** One user does one thing on some node that is up. */
    void act() {
        List<SimNode> up = world.cluster().nodes().stream()
                .filter(node -> node.isStaying() && node.isResponsive())
                .toList();
        if (up.isEmpty()) {
            return;
        }
        SimNode at = up.get(chance.nextInt(up.size()));
        String passing = "passing-" + chance.nextInt(names / 2);
        switch (chance.nextInt(20)) {
            case 0, 1, 2 -> ask(at, passing, new Op.Register(recipe(passing)));
            case 3 -> ask(at, passing, new Op.Stop(chance.nextBoolean() ? StopMode.NOW : StopMode.GRACEFUL, 0));
            case 4 -> ask(at, passing, new Op.Unregister());
            case 5 -> ask(at, any(), new Op.Join("joined-" + chance.nextInt(GROUPS)));
            case 6 -> ask(at, any(), new Op.Leave("joined-" + chance.nextInt(GROUPS)));
            case 7 -> ask(at, any(), new Op.Hint("somewhere"));
            case 8 -> world.registerLocal(at, passing, TIMEOUT);
            default -> world.post().tell(at, any());
        }
    }

    /** A worker throws, at nothing in particular. */
    void crashOne() {
        List<SimCopy> open = world.openOf(any()).stream()
                .filter(copy -> copy.workers().node().isResponsive() && copy.isIdle())
                .toList();
        open.stream().findFirst().ifPresent(SimCopy::crash);
    }

    /** Demands that what has lasted is in its groups, and knows all that it must know. */
    void checkLasting() {
        SimNode witness = world.running().get(0).node();
        for (String name : lastingNames) {
            String group = group(name);
            if (witness.names().members(group).stream()
                    .noneMatch(ref -> ref.name().equals(name))) {
                throw world.cluster().failure("cluster", name + " is no member of " + group + " any more");
            }
        }
        checkStates();
    }

    /** Demands that each message that was handled has left its trace, unless it was lost with its process. */
    void checkStates() {
        Map<String, TreeSet<Long>> handled = new HashMap<>();
        for (Parcel parcel : world.post().sent()) {
            if (parcel.fate() == Parcel.Fate.HANDLED) {
                handled.computeIfAbsent(parcel.name(), any -> new TreeSet<>()).add(parcel.number());
            }
        }
        handled.forEach((name, expected) -> {
            for (SimCopy copy : world.openOf(name)) {
                boolean alwaysKept = world.livesOf(name).stream()
                        .allMatch(life -> life.kind().keepsState() && life.isLocal() == copy.isLocal());
                expected.removeAll(world.lostOf(name));
                if (alwaysKept
                        && copy.isNamed()
                        && !copy.isLocal()
                        && !copy.handled().containsAll(expected)) {
                    expected.removeAll(copy.handled());
                    throw world.cluster()
                            .failure("cluster", copy + " lacks " + expected + " of " + world.livesOf(name));
                }
            }
        });
    }

    /** Returns the names that last. */
    List<String> lasting() {
        return lastingNames;
    }

    private boolean areKnown() {
        return world.running().stream()
                .allMatch(workers -> workers.node().names().count() >= lastingNames.size());
    }

    private boolean areRegistered(Map<String, RegistryWorld.Pending> open) {
        for (String name : lastingNames) {
            RegistryWorld.Pending pending = open.get(name);
            if (pending != null && pending.isOver()) {
                Outcome outcome = pending.outcome();
                if (outcome instanceof Outcome.Registered) {
                    open.remove(name);
                } else if (outcome instanceof Outcome.StartFailed) {
                    open.put(name, register(name));
                } else {
                    throw world.cluster().failure("cluster", name + " is not registered: " + outcome);
                }
            }
        }
        return open.isEmpty();
    }

    private RegistryWorld.Pending register(String name) {
        WorkerKind kind = lasting.getOrDefault(name, WorkerKind.RESUMES);
        Recipe recipe = recipe(kind, RestartPolicy.PERMANENT, group(name));
        SimNode at = world.cluster().node(chance.nextInt(world.cluster().nodes().size()));
        return world.ask(at, name, new Op.Register(recipe), Duration.ofSeconds(20));
    }

    private Recipe recipe(String passing) {
        RestartPolicy[] policies = RestartPolicy.values();
        return recipe(WorkerKind.draw(chance), policies[chance.nextInt(policies.length)], group(passing));
    }

    private static String group(String name) {
        return "group-" + Math.floorMod(name.hashCode(), GROUPS);
    }

    private String any() {
        int which = chance.nextInt(names);
        return which < names / 2 ? "lasting-" + which : "passing-" + (which - names / 2);
    }

    private void ask(SimNode at, String name, Op op) {
        world.ask(at, name, op, Duration.ofMillis(100 + chance.nextLong(TIMEOUT.toMillis())));
    }
}
