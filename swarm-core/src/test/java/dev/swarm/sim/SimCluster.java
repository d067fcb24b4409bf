package dev.swarm.sim;

import dev.swarm.api.ClusterView;
import dev.swarm.api.Member;
import dev.swarm.api.MemberStatus;
import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import dev.swarm.sim.net.SimNetwork;
import dev.swarm.sim.time.SimScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A cluster in one thread and virtual time. The whole run is a function of the seed and of the calls made here:
 * everything random comes from splits of one generator, and everything happens in the order of one queue.
 */
public final class SimCluster {

    private static final int PORT = 7946;
    private static final int BYTE = 0xFF;
    private static final long POLL_NANOS = Duration.ofMillis(20).toNanos();

    private final SimWorld world;
    private final SplittableRandom chance;
    private final List<SimNode> nodes = new ArrayList<>();
    private int addressesGiven;
    private int witness;

    private SimCluster(long seed, SimSettings settings) {
        SplittableRandom root = new SplittableRandom(seed);
        this.world = new SimWorld(seed, settings, root.split());
        this.chance = root.split();
        for (int i = 0; i < settings.nodes(); i++) {
            nodes.add(new SimNode(world, i, freshAddress(), root.split()));
        }
    }

    /** Makes a cluster none of whose nodes runs yet. */
    public static SimCluster of(long seed, SimSettings settings) {
        return new SimCluster(seed, settings);
    }

    /** Returns a node by its number, from 0. */
    public SimNode node(int index) {
        return nodes.get(index);
    }

    /** Returns all nodes, running or not. */
    public List<SimNode> nodes() {
        return nodes;
    }

    /** Returns the network. */
    public SimNetwork network() {
        return world.network();
    }

    /** Returns chance for whoever drives the run; it is part of the seed. */
    public SplittableRandom chance() {
        return chance;
    }

    /** Returns the virtual time since the start of the run. */
    public Duration elapsed() {
        return Duration.ofNanos(world.scheduler().nowNanos());
    }

    /** Returns how many steps all engines took. */
    public long steps() {
        return world.steps();
    }

    /** Returns a number that is the same for two runs that did the same. */
    public long traceHash() {
        return world.trace().hash();
    }

    /** Calls somebody with each fact of each node from now on. */
    public void listen(Consumer<Told> listener) {
        world.listen(listener);
    }

    /** Calls somebody after each step of each process, when it has been checked. */
    public void watch(Runnable watcher) {
        world.watch(watcher);
    }

    /** Says what stands around the engine of each process started from now on; asked once for each. */
    public void shells(Function<SimNode, SimShell> maker) {
        world.shells(maker);
    }

    /** Returns the queue of all that happens. */
    public SimScheduler scheduler() {
        return world.scheduler();
    }

    /** Returns a failure of this run, to be thrown. */
    public SimFailure failure(String subject, String text) {
        return world.failure(subject, text, null);
    }

    /** Returns an address nobody had before. */
    public NodeAddress freshAddress() {
        int number = ++addressesGiven;
        byte[] ip = {10, (byte) (number >> 16 & BYTE), (byte) (number >> 8 & BYTE), (byte) (number & BYTE)};
        return NodeAddress.of(ip, PORT);
    }

    /** Starts a node that knows where node 0 is. */
    public void start(int index) {
        node(index).start(List.of(node(0).address()));
    }

    /** Starts all nodes that do not run, at this moment. */
    public void startAll() {
        for (SimNode node : nodes) {
            if (!node.isRunning()) {
                start(node.index());
            }
        }
    }

    /** Starts all nodes and waits until all see all healthy. */
    public void startAllAndConverge(Duration within) {
        startAll();
        runUntil("all see all", this::isConverged, within);
    }

    /** Lets virtual time pass. */
    public void runFor(Duration time) {
        world.scheduler().runTo(Math.addExact(world.scheduler().nowNanos(), time.toNanos()));
    }

    /**
     * Lets virtual time pass until something holds; asked every 20 ms.
     *
     * @return how long it took
     * @throws SimFailure if it does not hold within the limit
     */
    public Duration runUntil(String what, BooleanSupplier condition, Duration limit) {
        long start = world.scheduler().nowNanos();
        long end = Math.addExact(start, limit.toNanos());
        while (!condition.getAsBoolean()) {
            long now = world.scheduler().nowNanos();
            if (now >= end) {
                throw world.failure("cluster", what + ": not within " + limit + ":" + describe(), null);
            }
            world.scheduler().runTo(Math.min(end, now + POLL_NANOS));
        }
        return Duration.ofNanos(world.scheduler().nowNanos() - start);
    }

    /** Ends all faults of the network, resumes who stands still, and demands that all who run see each other. */
    public Duration thenConverges(Duration within) {
        heal();
        nodes.stream().filter(node -> !node.isResponsive()).forEach(SimNode::resume);
        return runUntil("liveness after the faults", this::isConverged, within);
    }

    /** Opens all links and gives them the profile of the settings. */
    public void heal() {
        network().rules().heal();
        network().rules().clearOverrides();
        network().rules().setStandard(world.settings().links());
    }

    /** Splits the network between groups of nodes; nodes in none of them form one more. */
    @SafeVarargs
    public final void partition(Collection<SimNode>... groups) {
        List<List<NodeAddress>> sides = new ArrayList<>();
        for (Collection<SimNode> group : groups) {
            sides.add(group.stream().map(SimNode::address).toList());
        }
        network().rules().partition(sides);
    }

    /** Returns nodes by their numbers, from the first to before the last. */
    public List<SimNode> range(int from, int to) {
        return nodes.subList(from, to);
    }

    /** Returns the views of all nodes that run, by name. */
    public SortedMap<NodeId, ClusterView> views() {
        SortedMap<NodeId, ClusterView> views = new TreeMap<>();
        nodes.stream().filter(SimNode::isRunning).forEach(node -> views.put(node.id(), node.view()));
        return views;
    }

    /** Returns the names of the nodes that run and do not leave. */
    public SortedSet<NodeId> staying() {
        return nodes.stream()
                .filter(SimNode::isStaying)
                .map(SimNode::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Tells whether all who run and stay see each other healthy, and nobody else live. */
    public boolean isConverged() {
        return convergedOn(staying());
    }

    /** Tells whether each of these nodes sees exactly these as healthy and nobody else as live. */
    public boolean convergedOn(Set<NodeId> names) {
        // whoever was behind at the last question is asked first: most questions end there
        return !isBehind(nodes.get(witness), names)
                && IntStream.range(0, nodes.size())
                        .filter(i -> isBehind(nodes.get(i), names))
                        .peek(i -> witness = i)
                        .findFirst()
                        .isEmpty();
    }

    private static boolean isBehind(SimNode node, Set<NodeId> names) {
        return node.isRunning() && names.contains(node.id()) && !shows(node.view(), names);
    }

    /** Tells whether a view shows exactly these nodes as healthy and nobody else as live. */
    public static boolean shows(ClusterView view, Set<NodeId> names) {
        int healthy = 0;
        for (Member member : view.members()) {
            if (member.status().isLive()) {
                boolean isDoubted = member.status() != MemberStatus.HEALTHY;
                if (isDoubted || !names.contains(member.id())) {
                    return false;
                }
                healthy++;
            }
        }
        return healthy == names.size();
    }

    /** Who is not as the majority would have it; at most a few lines. */
    private String describe() {
        Set<NodeId> names = staying();
        return nodes.stream()
                .filter(node -> isBehind(node, names))
                .limit(3)
                .map(node -> "\n  " + node.id() + " sees " + summary(node.view(), names))
                .collect(Collectors.joining());
    }

    private static String summary(ClusterView view, Set<NodeId> names) {
        Set<NodeId> unknown = new TreeSet<>(names);
        StringBuilder wrong = new StringBuilder();
        for (Member member : view.members()) {
            unknown.remove(member.id());
            boolean expected = names.contains(member.id());
            boolean isHealthy = member.status() == MemberStatus.HEALTHY;
            if (expected ? !isHealthy : member.status().isLive()) {
                wrong.append(' ')
                        .append(member.id())
                        .append(' ')
                        .append(member.status().label());
            }
        }
        return wrong + (unknown.isEmpty() ? "" : " and does not know " + unknown);
    }
}
