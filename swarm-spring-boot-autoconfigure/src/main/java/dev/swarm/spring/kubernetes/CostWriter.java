package dev.swarm.spring.kubernetes;

import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the pod's deletion cost to what was last wanted, on a thread of its own, as long as it takes. Only the latest
 * wish is kept; whoever has one never waits. A failure is told once, and again when it is another one.
 */
final class CostWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CostWriter.class);

    private final CostPatch patch;
    private final CostPlan plan;
    private final LongSupplier nanoClock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(CostWriter::daemon);

    private final AtomicInteger wanted = new AtomicInteger();
    private final AtomicBoolean woken = new AtomicBoolean();

    /** Of the thread. */
    private @Nullable Future<?> alarm;

    private @Nullable String trouble;

    CostWriter(CostPatch patch, Pace pace, LongSupplier nanoClock) {
        this.patch = patch;
        this.plan = new CostPlan(pace);
        this.nanoClock = nanoClock;
    }

    /** Sets what is to be written. Any thread, but none after {@link #close}. */
    void want(int cost) {
        wanted.set(cost);
        if (woken.compareAndSet(false, true)) {
            thread.execute(this::wake);
        }
    }

    /** Ends the thread; what was not written stays unwritten. */
    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void wake() {
        woken.set(false);
        work();
    }

    private void work() {
        if (alarm != null) {
            alarm.cancel(false);
        }
        int cost = wanted.get();
        OptionalLong wait = plan.waitNanos(cost, nanoClock.getAsLong());
        if (wait.isPresent() && wait.getAsLong() == 0) {
            write(cost);
            wait = plan.waitNanos(wanted.get(), nanoClock.getAsLong());
        }
        if (wait.isPresent() && !thread.isShutdown()) {
            alarm = thread.schedule(this::work, wait.getAsLong(), TimeUnit.NANOSECONDS);
        }
    }

    private void write(int cost) {
        try {
            patch.write(cost);
            plan.onWritten(cost, nanoClock.getAsLong());
            LOG.info("The deletion cost of pod {} is now {}", patch.pod().name(), cost);
            trouble = null;
        } catch (PatchFailedException failure) {
            plan.onFailure(nanoClock.getAsLong());
            tell(String.valueOf(failure.getMessage()));
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException unexpected) {
            plan.onFailure(nanoClock.getAsLong());
            tell(unexpected.toString());
        }
    }

    private void tell(String reason) {
        if (!reason.equals(trouble)) {
            trouble = reason;
            LOG.warn(
                    "The deletion cost of pod {} cannot be written, which is tried again: {}",
                    patch.pod().name(),
                    reason);
        }
    }

    private static Thread daemon(Runnable body) {
        Thread thread = new Thread(body, "swarm-pod-deletion-cost");
        thread.setDaemon(true);
        return thread;
    }
}
