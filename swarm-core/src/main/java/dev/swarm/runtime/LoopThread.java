package dev.swarm.runtime;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.netty.util.concurrent.Future;
import java.nio.channels.spi.SelectorProvider;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** The one thread on which everything of a node happens, from its first task until {@link #end(Runnable)}. */
final class LoopThread {

    private static final long SHUTDOWN_MILLIS = 2000;

    private final EventLoopGroup group;
    private final EventLoop loop;

    private LoopThread(String name, IoHandlerFactory handlers) {
        group = new MultiThreadIoEventLoopGroup(1, daemon(name), handlers);
        loop = group.next();
    }

    /**
     * Returns a thread that can serve sockets.
     *
     * @param vigil when it stays awake though there is nothing to do
     */
    static LoopThread withSockets(String name, Vigil vigil) {
        return new LoopThread(name, WholeMillis.of(NioIoHandler.newFactory(SelectorProvider.provider(), () -> vigil)));
    }

    /** Returns a thread that can only run tasks, and so needs nothing of the system. */
    static LoopThread withoutSockets(String name) {
        return new LoopThread(name, LocalIoHandler.newFactory());
    }

    EventLoop loop() {
        return loop;
    }

    /** Tells whether this thread calls. */
    boolean isCurrent() {
        return loop.inEventLoop();
    }

    /** Runs a task after a time; one without delay when the loop has looked at its sockets again. */
    void schedule(Runnable task, long delayNanos) {
        Future<?> unused = loop.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
    }

    /**
     * Runs a last task, then ends the thread; waits for both, unless this is the thread. The task comes first: an
     * ending loop closes its channels before it runs what is queued.
     */
    void end(Runnable lastTask) {
        if (isCurrent()) {
            lastTask.run();
        } else {
            runAndWait(lastTask);
        }
        Future<?> ended = group.shutdownGracefully(0, SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS);
        if (!isCurrent()) {
            ended.awaitUninterruptibly(2 * SHUTDOWN_MILLIS);
        }
    }

    private void runAndWait(Runnable task) {
        try {
            loop.submit(task).awaitUninterruptibly(SHUTDOWN_MILLIS);
        } catch (RejectedExecutionException e) {
            // The loop has ended already, and its channels with it.
        }
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new FastThreadLocalThread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
