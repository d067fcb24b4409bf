package dev.swarm.discovery;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.discovery.DiscoveryStatus;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs all topologies of one life of a node. They share a few daemon threads, so that a look-up that hangs delays the
 * others only when {@value #THREADS} hang at once, and never the protocol.
 */
public final class DiscoveryService implements AutoCloseable {

    private static final int THREADS = 4;
    private static final Duration IDLE_THREAD_LIFE = Duration.ofSeconds(10);
    private static final Duration END_LIMIT = Duration.ofMillis(500);

    private final ScheduledThreadPoolExecutor executor;
    private final List<TopologyRun> runs;

    /**
     * Makes it; nothing looks yet.
     *
     * @param candidates told of addresses where peers may be, by any thread; must not block
     */
    public DiscoveryService(
            NodeIdentity identity, List<Topology> topologies, Consumer<Collection<NodeAddress>> candidates) {
        executor = new ScheduledThreadPoolExecutor(THREADS, task -> {
            Thread thread = new Thread(task, "swarm-discovery-" + identity.self());
            thread.setDaemon(true);
            return thread;
        });
        executor.setKeepAliveTime(IDLE_THREAD_LIFE.toMillis(), TimeUnit.MILLISECONDS);
        executor.allowCoreThreadTimeOut(true);
        runs = topologies.stream()
                .sorted(Comparator.comparing(Topology::name))
                .map(topology -> new TopologyRun(topology, identity, this::schedule, candidates))
                .toList();
    }

    /** Lets all strategies begin; returns at once, and never fails for what a strategy does. */
    public void start() {
        runs.forEach(TopologyRun::start);
    }

    /** Returns how each topology fares, sorted by name. */
    public List<DiscoveryStatus> status() {
        return runs.stream().map(TopologyRun::status).toList();
    }

    /** Ends all strategies and their threads; a look-up that hangs is left to end by itself. */
    @Override
    public void close() {
        runs.forEach(TopologyRun::close);
        executor.shutdownNow();
        try {
            executor.awaitTermination(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void schedule(Runnable task, Duration delay) {
        try {
            ScheduledFuture<?> unused = executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // Closed meanwhile; nothing is run any more, as promised.
        }
    }
}
