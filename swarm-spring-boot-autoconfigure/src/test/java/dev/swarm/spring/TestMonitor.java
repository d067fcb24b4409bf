package dev.swarm.spring;

import dev.swarm.api.Incarnation;
import dev.swarm.api.LinkQuality;
import dev.swarm.api.Member;
import dev.swarm.api.MemberStatus;
import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeHealth;
import dev.swarm.api.NodeHealth.RoundTrip;
import dev.swarm.api.NodeId;
import dev.swarm.api.NodeMonitor;
import dev.swarm.api.Role;
import dev.swarm.api.event.NodeStatusChanged;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A monitor that has measured what a test decides. */
public final class TestMonitor implements NodeMonitor {

    /** When every node was seen last. */
    public static final Instant SEEN = Instant.parse("2026-05-04T10:03:26.530Z");

    private final Map<NodeId, NodeHealth> known = new TreeMap<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /** Measures round-trip times of a healthy node, newest first, in milliseconds; none for one not measured yet. */
    public synchronized void measure(String node, LinkQuality quality, int... millis) {
        know(node, MemberStatus.HEALTHY, quality, millis);
    }

    /** As {@link #measure}, of a node of any status. */
    public synchronized void know(String node, MemberStatus status, LinkQuality quality, int... millis) {
        List<Duration> history =
                Arrays.stream(millis).mapToObj(Duration::ofMillis).toList();
        RoundTrip rtt = history.isEmpty() ? null : roundTrip(history);
        NodeId id = NodeId.of(node);
        known.put(id, new NodeHealth(id, status, quality, rtt == null ? null : SEEN, 2, 0.25, rtt, history));
        Member member = new Member(id, NodeAddress.loopback(7946), status, new Incarnation(1), Role.WINGMATE, null);
        MemberStatus previous = status.isLive() ? MemberStatus.DOWN : MemberStatus.HEALTHY;
        NodeStatusChanged event = new NodeStatusChanged(member, previous, SEEN);
        listeners.forEach(listener -> listener.onEvent(event));
    }

    /** Returns how many listen. */
    public int listeners() {
        return listeners.size();
    }

    @Override
    public synchronized Optional<NodeHealth> health(NodeId node) {
        return Optional.ofNullable(known.get(node));
    }

    @Override
    public List<NodeId> healthy() {
        return those(MemberStatus.HEALTHY);
    }

    @Override
    public List<NodeId> suspect() {
        return those(MemberStatus.SUSPECT);
    }

    @Override
    public synchronized List<NodeHealth> all() {
        return List.copyOf(known.values());
    }

    @Override
    public Optional<Duration> estimatedRtt(NodeId node) {
        return health(node).flatMap(NodeHealth::roundTrip).map(RoundTrip::mean);
    }

    @Override
    public Optional<Duration> estimatedRtt(NodeId one, NodeId other) {
        return Optional.empty();
    }

    @Override
    public Subscription subscribe(Listener listener) {
        listener.onSnapshot(all());
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private List<NodeId> those(MemberStatus status) {
        return all().stream()
                .filter(health -> health.status() == status)
                .map(NodeHealth::node)
                .toList();
    }

    private static RoundTrip roundTrip(List<Duration> history) {
        List<Duration> sorted = new ArrayList<>(history);
        sorted.sort(null);
        Duration sum = history.stream().reduce(Duration.ZERO, Duration::plus);
        return new RoundTrip(
                history.get(0),
                sum.dividedBy(history.size()),
                sorted.get((sorted.size() - 1) / 2),
                sorted.get(sorted.size() - 1));
    }
}
