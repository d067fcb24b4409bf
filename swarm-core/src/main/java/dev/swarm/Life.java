package dev.swarm;

import dev.swarm.Parts.Lasting;
import dev.swarm.api.ClusterView;
import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import dev.swarm.api.Rejection;
import dev.swarm.api.SwarmState;
import dev.swarm.api.TrafficCounter;
import dev.swarm.api.discovery.DiscoveryStatus;
import dev.swarm.api.failure.SwarmRejectedException;
import dev.swarm.api.failure.SwarmStartException;
import dev.swarm.engine.step.Answer;
import dev.swarm.engine.wire.Keyring;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of a node, from a start to the stop after it: its sockets, its shell and its discovery.
 *
 * <p>It may be closed by another thread while it opens; then whoever comes second releases what there is. No lock is
 * held while foreign code runs.
 */
final class Life implements Tally {

    private static final Logger LOG = LoggerFactory.getLogger(Life.class);
    private static final String STOPPED_MEANWHILE = "The node was stopped while it started";

    private final Lasting lasting;
    private final SwarmConfig config;
    private final Tally earlier;
    private volatile @Nullable Parts parts;
    private volatile @Nullable Throwable failure;
    private volatile boolean closed;
    private final AtomicBoolean leaving = new AtomicBoolean();
    private final CompletableFuture<Answer> goodbye = new CompletableFuture<>();

    Life(Lasting lasting, Tally earlier) {
        this.lasting = lasting;
        this.config = lasting.config();
        this.earlier = earlier;
        lasting.scope().names().show(null);
    }

    /**
     * Opens the sockets and starts everything.
     *
     * @return done when the node has found its place
     * @throws SwarmStartException if it cannot; everything is released then
     */
    CompletableFuture<Answer> open(@Nullable String webAddress) {
        try {
            Place place = config.enabled() ? Place.open(config) : Place.alone(config);
            Parts made = Parts.assemble(lasting, place, webAddress);
            if (!publish(made)) {
                made.release();
                throw new SwarmStartException(STOPPED_MEANWHILE, null);
            }
            CompletableFuture<Void> unused = made.node().failed().thenRun(() -> {
                made.discovery().close();
                made.running().reception().close();
                made.running().registry().close();
            });
            CompletableFuture<Answer> started = made.node().start();
            made.discovery().start();
            if (made.keeper() != null) {
                made.keeper().start(made.node());
            }
            LOG.info(
                    "Node {} of cluster '{}' starts at {}",
                    made.place().self(),
                    config.cluster(),
                    made.place().advertised());
            return started;
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
    }

    /** Waits until the node has found its place; returns without a word when the time is up. */
    void await(CompletableFuture<Answer> started, Duration limit) {
        try {
            started.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.info("The node has not found its place within {} ms and goes on looking", limit.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new SwarmStartException("The node could not be started: " + e.getMessage(), e);
        }
        Throwable reason = failure();
        if (reason != null && parts != null) {
            parts.release();
        }
        if (reason instanceof SwarmStartException refused) {
            throw refused;
        } else if (reason != null) {
            throw new SwarmStartException("The node failed while it started: " + reason, reason);
        }
    }

    /** Tells the owner what should be known of who can reach the node. */
    void explainExposure() {
        Parts open = parts;
        if (open != null && config.enabled()) {
            open.place().explainExposure(config);
        }
    }

    /** Gives names away, says goodbye, and looks for nobody any more. */
    CompletableFuture<Answer> leave(Duration limit) {
        Parts open = parts;
        if (open == null) {
            return CompletableFuture.completedFuture(new Answer.Done());
        }
        if (leaving.compareAndSet(false, true)) {
            CompletableFuture<Void> unused = CompletableFuture.runAsync(open.discovery()::close);
            CompletableFuture<Answer> unusedAnswer = Farewell.begin(
                            open.running().registry(),
                            config.registry().numbers().moves())
                    .thenCompose(done -> open.node().leave(limit))
                    .whenComplete((answer, error) -> {
                        boolean unusedResult =
                                goodbye.complete(error == null ? answer : new Answer.Failed(error.toString()));
                    });
        }
        return goodbye.copy();
    }

    void close() {
        Parts open;
        synchronized (this) {
            closed = true;
            open = parts;
        }
        if (open != null) {
            open.release();
        }
    }

    SwarmState state() {
        Parts open = parts;
        if (closed) {
            return SwarmState.STOPPED;
        }
        if (failure != null) {
            return SwarmState.FAILED;
        }
        SwarmState current = open == null ? SwarmState.STARTING : open.node().state();
        // names go elsewhere before the node says goodbye
        return leaving.get() && current.isAnswering() ? SwarmState.LEAVING : current;
    }

    @Nullable
    Throwable failure() {
        Parts open = parts;
        return failure != null || open == null ? failure : open.node().failure();
    }

    /** Returns what is known, or nothing before the life has opened. */
    @Nullable
    ClusterView view() {
        Parts open = parts;
        return open == null ? null : open.node().view();
    }

    /** Returns what is read and written through; {@code null} before the life has opened. */
    @Nullable
    Running running() {
        Parts open = parts;
        return open == null ? null : open.running();
    }

    List<DiscoveryStatus> discovery() {
        Parts open = parts;
        return open == null || !state().isAnswering()
                ? List.of()
                : open.discovery().status();
    }

    CompletableFuture<Answer> join(NodeAddress address) {
        Parts open = parts;
        return open == null
                ? CompletableFuture.failedFuture(notRunning())
                : open.node().join(address);
    }

    void updateWebAddress(@Nullable String webAddress) {
        Parts open = parts;
        if (open != null && state().isAnswering()) {
            open.node().updateWebAddress(webAddress);
        }
    }

    /** Hands a changed ring of keys to the node, if it runs. */
    CompletableFuture<Answer> rotate(Keyring ring) {
        Parts open = parts;
        return open == null || !state().isAnswering()
                ? CompletableFuture.completedFuture(new Answer.Done())
                : open.node().change("keys", engine -> engine.rotate(ring));
    }

    /** Returns the nodes to which a connection stands; nobody if the node does not answer. */
    List<NodeId> connected() {
        Parts open = parts;
        if (open == null) {
            return List.of();
        }
        AtomicReference<List<NodeId>> connected = new AtomicReference<>(List.of());
        return open.node()
                .change("connected", engine -> connected.set(engine.connected()))
                .handle((done, error) -> connected.get())
                .join();
    }

    @Override
    public long count(TrafficCounter counter) {
        Parts open = parts;
        return earlier.count(counter) + (open == null ? 0 : open.running().count(counter));
    }

    @Override
    public long rejected(Rejection reason) {
        Parts open = parts;
        return earlier.rejected(reason)
                + (open == null ? 0 : open.node().counters().get(reason));
    }

    @Override
    public long commandsRejected() {
        Parts open = parts;
        return earlier.commandsRejected() + (open == null ? 0 : open.node().commandsRejected());
    }

    @Override
    public long datagramsDropped() {
        Parts open = parts;
        return earlier.datagramsDropped() + (open == null ? 0 : open.node().datagramsDropped());
    }

    private synchronized boolean publish(Parts made) {
        if (!closed) {
            parts = made;
            lasting.scope().names().show(made.running().names());
        }
        return !closed;
    }

    static SwarmRejectedException notRunning() {
        return new SwarmRejectedException("The node does not run");
    }
}
