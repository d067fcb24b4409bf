package dev.swarm.runtime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Makes sure that the engine is woken at its next deadline, with as few scheduled tasks as possible and without ever
 * cancelling one.
 *
 * <p>The moments that are scheduled form a stack, the earliest on top: a deadline that is earlier than the top is
 * pushed, a later one is covered by the top, whose wake-up will look again. A moment is rounded up to whole
 * milliseconds, the grain of the loop, and none lies more than a second ahead, so at most a thousand tasks wait, and
 * in practice a few.
 */
final class WakeUps {

    private static final long GRAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_SLEEP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Scheduler scheduler;
    private final Runnable wake;
    private final Deque<Long> scheduledNanos = new ArrayDeque<>();

    /** Runs a task after a delay. */
    @FunctionalInterface
    interface Scheduler {

        void schedule(Runnable task, long delayNanos);
    }

    WakeUps(Scheduler scheduler, Runnable wake) {
        this.scheduler = scheduler;
        this.wake = wake;
    }

    /** Sees to it that there is a wake-up at a deadline, or shortly after, or earlier. */
    void arm(long deadlineNanos, long nowNanos) {
        long sleep = Math.min(LONGEST_SLEEP_NANOS, Math.max(1, deadlineNanos - nowNanos));
        long at = roundUp(nowNanos + sleep);
        Long earliest = scheduledNanos.peek();
        if (earliest == null || at < earliest) {
            scheduledNanos.push(at);
            scheduler.schedule(this::onDue, at - nowNanos);
        }
    }

    /** Returns how many wake-ups are scheduled. */
    int scheduled() {
        return scheduledNanos.size();
    }

    private void onDue() {
        scheduledNanos.pop();
        wake.run();
    }

    private static long roundUp(long nanos) {
        return Math.floorDiv(nanos + GRAIN_NANOS - 1, GRAIN_NANOS) * GRAIN_NANOS;
    }
}
