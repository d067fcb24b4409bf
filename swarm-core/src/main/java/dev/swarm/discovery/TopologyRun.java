package dev.swarm.discovery;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import dev.swarm.api.Rejection;
import dev.swarm.api.discovery.DiscoveryContext;
import dev.swarm.api.discovery.DiscoveryStatus;
import dev.swarm.api.discovery.DiscoveryStatus.State;
import dev.swarm.api.discovery.PeerSink;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One topology while it runs: what its strategy may know, where it reports to, and how it fares. A change between
 * good and bad is logged once, not each failure.
 */
final class TopologyRun implements DiscoveryContext, PeerSink {

    private static final Logger LOG = LoggerFactory.getLogger(TopologyRun.class);

    private final Topology topology;
    private final NodeIdentity identity;
    private final BiConsumer<Runnable, Duration> scheduler;
    private final Consumer<Collection<NodeAddress>> receiver;
    private final AtomicLong rejected = new AtomicLong();
    private State state = State.IDLE;
    private @Nullable Instant lastSuccess;
    private @Nullable String lastError;
    private List<NodeAddress> peers = List.of();
    private volatile boolean closed;

    TopologyRun(
            Topology topology,
            NodeIdentity identity,
            BiConsumer<Runnable, Duration> scheduler,
            Consumer<Collection<NodeAddress>> receiver) {
        this.topology = topology;
        this.identity = identity;
        this.scheduler = scheduler;
        this.receiver = receiver;
    }

    /** Closed by another thread meanwhile, the strategy is closed once more: what it began after that must end too. */
    void start() {
        if (!closed) {
            guard("start", () -> topology.strategy().start(this, this));
        }
        if (closed) {
            close();
        }
    }

    void close() {
        closed = true;
        guard("close", topology.strategy()::close);
    }

    synchronized DiscoveryStatus status() {
        return new DiscoveryStatus(
                topology.name(), topology.strategy().name(), state, lastSuccess, lastError, peers, rejected.get());
    }

    @Override
    public String cluster() {
        return identity.cluster();
    }

    @Override
    public NodeId self() {
        return identity.self();
    }

    @Override
    public NodeAddress address() {
        return identity.address();
    }

    @Override
    public NodeAddress boundAddress() {
        return identity.boundAddress();
    }

    @Override
    public void schedule(Duration delay, Runnable task) {
        scheduler.accept(
                () -> {
                    if (!closed) {
                        guard("look-up", task);
                    }
                },
                delay);
    }

    @Override
    public void candidates(Collection<NodeAddress> addresses) {
        if (closed) {
            return;
        }
        List<NodeAddress> found = addresses.stream()
                .filter(address -> address.port() != 0 && !address.equals(identity.address()))
                .distinct()
                .limit(MAX_CANDIDATES)
                .toList();
        succeed(found);
        if (addresses.size() > MAX_CANDIDATES) {
            warn(addresses.size() + " addresses found; only the first " + MAX_CANDIDATES + " are tried");
        }
        if (!found.isEmpty()) {
            receiver.accept(found);
        }
    }

    @Override
    public synchronized void failed(String reason) {
        if (closed) {
            return;
        }
        if (state != State.FAILING) {
            LOG.warn("Topology '{}' cannot look for peers, and goes on trying: {}", topology.name(), reason);
        }
        state = State.FAILING;
        lastError = reason;
    }

    @Override
    public synchronized void warn(String reason) {
        if (!reason.equals(lastError)) {
            LOG.debug("Topology '{}': {}", topology.name(), reason);
        }
        lastError = reason;
    }

    @Override
    public void rejected(Rejection reason) {
        rejected.incrementAndGet();
        LOG.trace("Topology '{}' dropped something: {}", topology.name(), reason);
    }

    private synchronized void succeed(List<NodeAddress> found) {
        if (state == State.FAILING) {
            LOG.info("Topology '{}' can look for peers again", topology.name());
        }
        state = State.OK;
        lastSuccess = Instant.now();
        lastError = null;
        peers = found.stream().sorted().toList();
    }

    /** What a strategy throws is shown and logged, and hurts nobody else. */
    private void guard(String action, Runnable task) {
        try {
            task.run();
        } catch (Exception | LinkageError | AssertionError e) {
            LOG.warn("Topology '{}' failed in {}", topology.name(), action, e);
            failed(action + " failed: " + e);
        }
    }
}
