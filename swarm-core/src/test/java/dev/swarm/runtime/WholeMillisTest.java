package dev.swarm.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.IoEvent;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A loop sleeps for whole milliseconds; everything else is the usual handler's. */
class WholeMillisTest {

    private final List<String> calls = new ArrayList<>();
    private long delayNanos;

    @Test
    void sleepsUntilTheMillisecondAfterTheNextTask() {
        assertThat(WholeMillis.rounded(1)).isEqualTo(1_000_000);
        assertThat(WholeMillis.rounded(499_999)).isEqualTo(1_000_000);
        assertThat(WholeMillis.rounded(1_000_000)).isEqualTo(1_000_000);
        assertThat(WholeMillis.rounded(1_000_001)).isEqualTo(2_000_000);
    }

    @Test
    void doesNotSleepForATaskThatIsDue() {
        assertThat(WholeMillis.rounded(0)).isZero();
        assertThat(WholeMillis.rounded(-7)).isEqualTo(-7);
    }

    @Test
    void asksTheLoopForEverythingElse() {
        IoHandler handler = WholeMillis.of(factory(new Recorder())).newHandler(executor());
        delayNanos = 2_300_000;
        assertThat(handler.run(new Loop())).isEqualTo(3);
        assertThat(calls).containsExactly("run: 3000000, 42, true, true, reported 5");
    }

    @Test
    void handsEverythingOn() throws Exception {
        IoHandlerFactory factory = WholeMillis.of(factory(new Recorder()));
        IoHandler handler = factory.newHandler(executor());
        handler.initialize();
        handler.wakeup();
        handler.prepareToDestroy();
        handler.destroy();
        assertThat(calls).containsExactly("initialize", "wakeup", "prepareToDestroy", "destroy");
        assertThat(handler.isCompatible(IoHandle.class)).isTrue();
        assertThat(factory.isChangingThreadSupported()).isTrue();
        assertThatThrownBy(() -> handler.register(new Handle())).hasMessage("registered");
    }

    private static IoHandlerFactory factory(IoHandler handler) {
        return new IoHandlerFactory() {
            @Override
            public IoHandler newHandler(ThreadAwareExecutor executor) {
                return handler;
            }

            @Override
            public boolean isChangingThreadSupported() {
                return true;
            }
        };
    }

    private static ThreadAwareExecutor executor() {
        return new ThreadAwareExecutor() {
            @Override
            public boolean isExecutorThread(Thread thread) {
                return false;
            }

            @Override
            public void execute(Runnable task) {
                task.run();
            }
        };
    }

    private static final class Handle implements IoHandle {

        @Override
        public void handle(IoRegistration registration, IoEvent event) {}

        @Override
        public void close() {}
    }

    private final class Loop implements IoHandlerContext {

        private long reported;

        @Override
        public boolean canBlock() {
            return true;
        }

        @Override
        public long delayNanos(long currentTimeNanos) {
            return delayNanos;
        }

        @Override
        public long deadlineNanos() {
            return 42;
        }

        @Override
        public void reportActiveIoTime(long activeNanos) {
            reported = activeNanos;
        }

        @Override
        public boolean shouldReportActiveIoTime() {
            return true;
        }

        @Override
        public String toString() {
            return "reported " + reported;
        }
    }

    private final class Recorder implements IoHandler {

        @Override
        public void initialize() {
            calls.add("initialize");
        }

        @Override
        public int run(IoHandlerContext context) {
            context.reportActiveIoTime(5);
            calls.add("run: " + context.delayNanos(0) + ", " + context.deadlineNanos() + ", " + context.canBlock()
                    + ", " + context.shouldReportActiveIoTime() + ", "
                    + context.toString().replaceAll(".*(reported \\d+).*", "$1"));
            return 3;
        }

        @Override
        public void prepareToDestroy() {
            calls.add("prepareToDestroy");
        }

        @Override
        public void destroy() {
            calls.add("destroy");
        }

        @Override
        public IoRegistration register(IoHandle handle) throws Exception {
            throw new Exception("registered");
        }

        @Override
        public void wakeup() {
            calls.add("wakeup");
        }

        @Override
        public boolean isCompatible(Class<? extends IoHandle> type) {
            return type == IoHandle.class;
        }
    }
}
