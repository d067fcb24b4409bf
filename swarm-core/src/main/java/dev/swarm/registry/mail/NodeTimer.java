package dev.swarm.registry.mail;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The timer of one life of a node: a daemon that is there only while something is to come. */
public final class NodeTimer implements Timer, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NodeTimer.class);
    private static final long IDLE_SECONDS = 10;

    private final LongSupplier nanos;
    private final ScheduledThreadPoolExecutor thread;

    /** Makes one whose time is that of the node's steps. */
    public NodeTimer(String name, LongSupplier nanos) {
        this.nanos = nanos;
        this.thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread daemon = new Thread(task, name);
            daemon.setDaemon(true);
            return daemon;
        });
        thread.setRemoveOnCancelPolicy(true);
        thread.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        thread.allowCoreThreadTimeOut(true);
    }

    @Override
    public long nanos() {
        return nanos.getAsLong();
    }

    @Override
    public Runnable later(long delayNanos, Runnable task) {
        try {
            ScheduledFuture<?> future = thread.schedule(() -> run(task), delayNanos, TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException e) {
            LOG.trace("The node has ended, and nothing comes later", e);
            return () -> {};
        }
    }

    /** Nothing comes later any more. */
    @Override
    public void close() {
        thread.shutdownNow();
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.warn("Something that was to be done later failed", e);
        }
    }
}
