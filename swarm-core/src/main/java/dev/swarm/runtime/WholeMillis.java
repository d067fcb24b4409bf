package dev.swarm.runtime;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Lets a loop sleep for whole milliseconds, rounded up. A selector counts in milliseconds, and the usual handler rounds
 * to the nearest: when the next task is due in less than half of one it looks at the sockets again and again until
 * then, which takes a processor from who has something to do. A task is run up to a millisecond late instead.
 */
final class WholeMillis implements IoHandler {

    private static final long MILLI_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final IoHandler handler;

    private WholeMillis(IoHandler handler) {
        this.handler = handler;
    }

    /** Returns handlers of another factory that sleep so. */
    static IoHandlerFactory of(IoHandlerFactory factory) {
        return new IoHandlerFactory() {
            @Override
            public IoHandler newHandler(ThreadAwareExecutor executor) {
                return new WholeMillis(factory.newHandler(executor));
            }

            @Override
            public boolean isChangingThreadSupported() {
                return factory.isChangingThreadSupported();
            }
        };
    }

    /** Returns a delay in whole milliseconds, none that has passed already. */
    static long rounded(long delayNanos) {
        return delayNanos <= 0 ? delayNanos : (delayNanos + MILLI_NANOS - 1) / MILLI_NANOS * MILLI_NANOS;
    }

    @Override
    public void initialize() {
        handler.initialize();
    }

    @Override
    public int run(IoHandlerContext context) {
        return handler.run(new Rounding(context));
    }

    @Override
    public void prepareToDestroy() {
        handler.prepareToDestroy();
    }

    @Override
    public void destroy() {
        handler.destroy();
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
        return handler.register(handle);
    }

    @Override
    public void wakeup() {
        handler.wakeup();
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> type) {
        return handler.isCompatible(type);
    }

    private record Rounding(IoHandlerContext context) implements IoHandlerContext {

        @Override
        public boolean canBlock() {
            return context.canBlock();
        }

        @Override
        public long delayNanos(long currentTimeNanos) {
            return rounded(context.delayNanos(currentTimeNanos));
        }

        @Override
        public long deadlineNanos() {
            return context.deadlineNanos();
        }

        @Override
        public void reportActiveIoTime(long activeNanos) {
            context.reportActiveIoTime(activeNanos);
        }

        @Override
        public boolean shouldReportActiveIoTime() {
            return context.shouldReportActiveIoTime();
        }
    }
}
