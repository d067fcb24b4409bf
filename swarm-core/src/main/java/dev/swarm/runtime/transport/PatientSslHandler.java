package dev.swarm.runtime.transport;

import static dev.swarm.runtime.transport.Unawaited.nobodyWaitsFor;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLEngine;

/**
 * Never waits for its engine. The JDK's engine is locked while a task of a handshake runs, and a user's authority may
 * take its time there; closing the engine meanwhile would halt the loop. So a connection that ends during a task ends
 * without a goodbye, for which it is too early anyway, and its engine is left to the garbage collector.
 */
final class PatientSslHandler extends SslHandler {

    private final Tasks tasks;

    PatientSslHandler(SSLEngine engine, Executor executor) {
        this(engine, new Tasks(executor));
    }

    private PatientSslHandler(SSLEngine engine, Tasks tasks) {
        super(engine, false, tasks);
        this.tasks = tasks;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        if (tasks.areUnderWay()) {
            context.fireChannelInactive();
        } else {
            super.channelInactive(context);
        }
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) throws Exception {
        if (tasks.areUnderWay()) {
            nobodyWaitsFor(context.close(promise));
        } else {
            super.close(context, promise);
        }
    }

    /** What a task complains of after the connection has ended concerns nobody. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) throws Exception {
        if (context.channel().isActive()) {
            super.exceptionCaught(context, cause);
        }
    }

    /** Knows whether one of this connection's tasks runs or waits to. */
    private static final class Tasks implements Executor {

        private final Executor executor;
        private final AtomicInteger underWay = new AtomicInteger();

        Tasks(Executor executor) {
            this.executor = executor;
        }

        boolean areUnderWay() {
            return underWay.get() > 0;
        }

        @Override
        public void execute(Runnable task) {
            underWay.incrementAndGet();
            try {
                executor.execute(() -> run(task));
            } catch (RejectedExecutionException e) {
                underWay.decrementAndGet();
                throw e;
            }
        }

        private void run(Runnable task) {
            try {
                task.run();
            } finally {
                underWay.decrementAndGet();
            }
        }
    }
}
