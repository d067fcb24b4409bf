package dev.swarm.sim.comms;

import dev.swarm.api.LinkQuality;
import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import dev.swarm.api.Role;
import dev.swarm.api.config.CommsConfig;
import dev.swarm.api.config.PlaneConfig;
import dev.swarm.engine.step.Peer;
import dev.swarm.engine.wire.NodeMeta;
import dev.swarm.sim.net.LinkProfile;
import dev.swarm.sim.net.SimNetwork;
import dev.swarm.sim.time.SimScheduler;
import dev.swarm.sim.time.SimTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Some nodes with messages; a membership that knows at once who is here; and a monitor that finds a cut link out after
 * three seconds, and a healed one after one.
 */
final class CommsWorld {

    static final Duration DETECTION = Duration.ofSeconds(3);
    static final Duration RECOVERY = Duration.ofSeconds(1);

    private static final long LOOK_NANOS = Duration.ofMillis(100).toNanos();

    private final long seed;
    private final CommsConfig config;
    private final SplittableRandom chance;
    private final SimScheduler scheduler = new SimScheduler();
    private final SimNetwork network;
    private final Map<Integer, CommsNode> running = new TreeMap<>();
    private final Map<Integer, Role> roles = new HashMap<>();
    private final Set<Pair> cuts = new HashSet<>();
    private final Map<Pair, Long> changedNanos = new HashMap<>();
    private final Map<Pair, LinkQuality> fixed = new HashMap<>();
    private final SimTimer monitor = new SimTimer() {
        @Override
        protected void fire() {
            measure();
            scheduler.setAfter(this, LOOK_NANOS);
        }
    };
    private long sessions = 100;

    CommsWorld(long seed, CommsConfig config) {
        this.seed = seed;
        this.config = config;
        this.chance = new SplittableRandom(seed);
        this.network = new SimNetwork(scheduler, chance.split(), LinkProfile.lan());
        scheduler.setAfter(monitor, LOOK_NANOS);
    }

    /** Returns a world in which so many nodes are connected. */
    static CommsWorld of(int nodes) {
        return of(1, nodes, CommsConfig.defaults());
    }

    static CommsWorld of(long seed, int nodes, CommsConfig config) {
        CommsWorld world = new CommsWorld(seed, config);
        for (int i = 0; i < nodes; i++) {
            world.start(i);
        }
        world.runUntil("all are connected", () -> world.isLinked(), Duration.ofSeconds(5));
        return world;
    }

    private record Pair(int lesser, int greater) {

        private static Pair of(int one, int other) {
            return new Pair(Math.min(one, other), Math.max(one, other));
        }
    }

    CommsConfig config() {
        return config;
    }

    PlaneConfig plane() {
        return PlaneConfig.defaults();
    }

    SplittableRandom chance() {
        return chance;
    }

    SimScheduler scheduler() {
        return scheduler;
    }

    SimNetwork network() {
        return network;
    }

    CommsNode node(int index) {
        return Objects.requireNonNull(running.get(index));
    }

    boolean runs(int index) {
        return running.containsKey(index);
    }

    Collection<CommsNode> nodes() {
        return running.values();
    }

    /** Starts a node as a new process. */
    void start(int index) {
        long session = ++sessions;
        Role role = roles.getOrDefault(index, Role.WINGMATE);
        NodeMeta meta =
                new NodeMeta(new NodeMeta.VersionRange(1, 1), session, role, "sim", null, new TreeMap<>(), null);
        running.put(index, new CommsNode(this, new Peer(NodeId.of("n" + index), address(index), meta)));
        spreadNews();
    }

    void setRole(int index, Role role) {
        roles.put(index, role);
    }

    void crash(int index) {
        CommsNode node = running.remove(index);
        if (node != null) {
            node.end();
            spreadNews();
        }
    }

    /** Ends a process without anybody's knowing but its host, which refuses and resets. */
    void crashUnnoticed(int index) {
        CommsNode node = running.remove(index);
        if (node != null) {
            node.end();
        }
    }

    /** Closes one direction of a link, or both. */
    void cut(int from, int to, boolean bothWays) {
        network.rules().cutOneWay(address(from), address(to));
        if (bothWays) {
            network.rules().cutOneWay(address(to), address(from));
        }
        cuts.add(Pair.of(from, to));
        changedNanos.put(Pair.of(from, to), scheduler.nowNanos());
    }

    void heal() {
        network.rules().heal();
        cuts.forEach(pair -> changedNanos.put(pair, scheduler.nowNanos()));
        cuts.clear();
    }

    /** Gives a link a quality, whatever it is really like. */
    void fix(int one, int other, LinkQuality quality) {
        fixed.put(Pair.of(one, other), quality);
        measure();
    }

    void runFor(Duration time) {
        scheduler.runTo(scheduler.nowNanos() + time.toNanos());
    }

    /** Returns how long it took. */
    Duration runUntil(String what, BooleanSupplier condition, Duration limit) {
        long start = scheduler.nowNanos();
        while (!condition.getAsBoolean()) {
            if (scheduler.nowNanos() - start > limit.toNanos()) {
                throw new AssertionError("[seed " + seed + "] not within " + limit + ": " + what);
            }
            runFor(Duration.ofMillis(1));
        }
        return Duration.ofNanos(scheduler.nowNanos() - start);
    }

    /** Tells whether all nodes have direct links to all. */
    boolean isLinked() {
        return nodes().stream().allMatch(node -> {
            long direct = node.post().links().stream()
                    .filter(link -> link.connected() && link.relay() == null)
                    .count();
            return direct == nodes().size() - 1;
        });
    }

    void check(boolean holds, CommsNode node, String text) {
        if (!holds) {
            throw new AssertionError(
                    "[seed " + seed + ", " + scheduler.nowNanos() / 1e9 + " s, " + node.id() + "] " + text);
        }
    }

    private static NodeAddress address(int index) {
        return NodeAddress.of(new byte[] {10, 0, 0, (byte) index}, 7946);
    }

    private void spreadNews() {
        for (CommsNode node : List.copyOf(nodes())) {
            List<Peer> others = new ArrayList<>();
            nodes().stream().filter(other -> other != node).forEach(other -> others.add(other.self));
            node.onPeers(others);
        }
    }

    private void measure() {
        running.forEach((one, node) -> running.forEach((other, peer) -> {
            Pair pair = Pair.of(one, other);
            if (one.equals(other)) {
                return;
            }
            long since = scheduler.nowNanos() - changedNanos.getOrDefault(pair, -RECOVERY.toNanos());
            if (fixed.containsKey(pair)) {
                tell(node, peer, Objects.requireNonNull(fixed.get(pair)));
            } else if (cuts.contains(pair) && since >= DETECTION.toNanos()) {
                tell(node, peer, LinkQuality.DISCONNECTED);
            } else if (!cuts.contains(pair) && since >= RECOVERY.toNanos()) {
                tell(node, peer, LinkQuality.GOOD);
            }
        }));
    }

    private static void tell(CommsNode node, CommsNode about, LinkQuality quality) {
        node.step(now -> node.comms.onQuality(now, about.id(), quality));
    }
}
