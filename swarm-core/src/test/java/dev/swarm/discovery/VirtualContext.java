package dev.swarm.discovery;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import dev.swarm.api.Rejection;
import dev.swarm.api.discovery.DiscoveryContext;
import dev.swarm.api.discovery.PeerSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.PriorityQueue;

/** Runs the tasks of a strategy in virtual time, on the thread of the test, and keeps what the strategy says. */
public final class VirtualContext implements DiscoveryContext, PeerSink {

    private static final NodeAddress SELF = NodeAddress.of(new byte[] {100, 101, 10, 1}, 7946);

    public final List<List<NodeAddress>> reports = new ArrayList<>();
    public final List<String> failures = new ArrayList<>();
    public final List<String> warnings = new ArrayList<>();
    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private final NodeAddress address;
    private long nowNanos;
    private long taskNumber;

    private record Task(long atNanos, long number, Runnable action) implements Comparable<Task> {

        @Override
        public int compareTo(Task other) {
            int byTime = Long.compare(atNanos, other.atNanos);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    /** Plays a node at an IPv4 address. */
    public VirtualContext() {
        this(SELF);
    }

    /** Plays a node that is reached at an address. */
    public VirtualContext(NodeAddress address) {
        this.address = address;
    }

    /** Lets time pass. */
    public void pass(Duration time) {
        long end = nowNanos + time.toNanos();
        for (Task next = tasks.peek(); next != null && next.atNanos() <= end; next = tasks.peek()) {
            tasks.remove(next);
            nowNanos = next.atNanos();
            next.action().run();
        }
        nowNanos = end;
    }

    /** Returns the last report. */
    public List<NodeAddress> last() {
        return reports.get(reports.size() - 1);
    }

    @Override
    public String cluster() {
        return "c";
    }

    @Override
    public NodeId self() {
        return NodeId.of("n");
    }

    @Override
    public NodeAddress address() {
        return address;
    }

    @Override
    public NodeAddress boundAddress() {
        return address;
    }

    @Override
    public void schedule(Duration delay, Runnable task) {
        tasks.add(new Task(nowNanos + delay.toNanos(), taskNumber++, task));
    }

    @Override
    public void candidates(Collection<NodeAddress> addresses) {
        reports.add(List.copyOf(addresses));
    }

    @Override
    public void failed(String reason) {
        failures.add(reason);
    }

    @Override
    public void warn(String reason) {
        warnings.add(reason);
    }

    @Override
    public void rejected(Rejection reason) {
        throw new IllegalStateException("nobody claims anything here: " + reason);
    }
}
