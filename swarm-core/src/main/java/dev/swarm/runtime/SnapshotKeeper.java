package dev.swarm.runtime;

import dev.swarm.api.config.OverlayConfig;
import dev.swarm.engine.SharedImage;
import dev.swarm.engine.SwarmEngine;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores shared state from time to time, if it has changed, and a last time at the end. The image is taken between two
 * steps; encoding and writing happen on a thread of their own.
 *
 * <p>A file that is not whole is put aside and told of: other nodes have the state, or had it.
 */
public final class SnapshotKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotKeeper.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final SnapshotFile file;
    private final Duration interval;
    private final ScheduledExecutorService thread;
    private volatile @Nullable SwarmNode node;
    private final AtomicBoolean closed = new AtomicBoolean();
    private long storedMark;
    private boolean failing;

    /** Returns one for a place, {@code null} for none. Nothing is read or written yet. */
    public static @Nullable SnapshotKeeper of(OverlayConfig.@Nullable Storage storage, String name) {
        return storage == null ? null : new SnapshotKeeper(storage, name);
    }

    /** Returns an engine that was given what was stored, if anything is. */
    public static SwarmEngine restored(SwarmEngine engine, @Nullable SnapshotKeeper keeper) {
        if (keeper != null) {
            keeper.restore(engine);
        }
        return engine;
    }

    private SnapshotKeeper(OverlayConfig.Storage storage, String name) {
        this.file = new SnapshotFile(storage.file());
        this.interval = storage.interval();
        ScheduledThreadPoolExecutor single = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, "swarm-snapshot-" + name);
            made.setDaemon(true);
            return made;
        });
        single.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.thread = single;
    }

    private void restore(SwarmEngine engine) {
        if (!file.exists()) {
            return;
        }
        try {
            SharedImage image = SharedImage.read(file.read());
            engine.shared().restore(image);
            LOG.info("Restored {} values of shared state from {}", image.size(), file.path());
        } catch (IOException | IllegalArgumentException broken) {
            setAside(broken);
        }
    }

    /** Begins to store what a node has. */
    public void start(SwarmNode ofNode) {
        node = ofNode;
        ScheduledFuture<?> unused = thread.scheduleWithFixedDelay(
                () -> store(ofNode), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Stores a last time and ends; while the node still runs. Idempotent. */
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            thread.submit(this::storeLast).get(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("Shared state could not be stored to {} at the end: {}", file.path(), e.toString());
        } finally {
            thread.shutdownNow();
        }
    }

    private void storeLast() {
        SwarmNode last = node;
        if (last != null) {
            store(last);
        }
    }

    private void store(SwarmNode ofNode) {
        try {
            SharedImage image = image(ofNode);
            if (image != null && image.mark() != storedMark) {
                file.write(image.chunks());
                storedMark = image.mark();
            }
            failing = false;
        } catch (IOException | ExecutionException | TimeoutException | RuntimeException e) {
            if (!failing) {
                LOG.warn("Shared state cannot be stored to {}: {}", file.path(), e.toString());
            }
            failing = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static @Nullable SharedImage image(SwarmNode ofNode)
            throws InterruptedException, ExecutionException, TimeoutException {
        AtomicReference<@Nullable SharedImage> image = new AtomicReference<>();
        CompletableFuture<?> taken =
                ofNode.change("snapshot", engine -> image.set(engine.shared().image()));
        taken.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        return image.get();
    }

    private void setAside(Exception broken) {
        try {
            LOG.error(
                    "The snapshot {} cannot be used, and is kept as {}: {}",
                    file.path(),
                    file.setAside(),
                    broken.getMessage());
        } catch (IOException e) {
            LOG.error(
                    "The snapshot {} can neither be used ({}) nor be put aside ({})",
                    file.path(),
                    broken.getMessage(),
                    e.toString());
        }
    }
}
