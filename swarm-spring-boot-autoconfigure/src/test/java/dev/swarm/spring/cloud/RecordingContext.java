package dev.swarm.spring.cloud;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import dev.swarm.api.Rejection;
import dev.swarm.api.discovery.DiscoveryContext;
import dev.swarm.api.discovery.PeerSink;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;

/** Runs the tasks of a strategy when it is told to, and notes what the strategy reports. */
final class RecordingContext implements DiscoveryContext, PeerSink {

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<NodeAddress> candidates = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private Duration lastDelay = Duration.ZERO;
    private boolean reported;

    /** Runs the task that waits. */
    void runNext() {
        tasks.remove().run();
    }

    List<NodeAddress> candidates() {
        return candidates;
    }

    List<String> failures() {
        return failures;
    }

    List<String> warnings() {
        return warnings;
    }

    /** Returns for how long the last task was put off. */
    Duration lastDelay() {
        return lastDelay;
    }

    /** Tells whether a look-up succeeded, with or without candidates. */
    boolean reported() {
        return reported;
    }

    @Override
    public String cluster() {
        return "test";
    }

    @Override
    public NodeId self() {
        return NodeId.of("self");
    }

    @Override
    public NodeAddress address() {
        return NodeAddress.loopback(1);
    }

    @Override
    public NodeAddress boundAddress() {
        return address();
    }

    @Override
    public void schedule(Duration delay, Runnable task) {
        lastDelay = delay;
        tasks.add(task);
    }

    @Override
    public void candidates(Collection<NodeAddress> addresses) {
        reported = true;
        candidates.addAll(addresses);
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
    public void rejected(Rejection reason) {}
}
