package dev.swarm.sim.time;

import dev.swarm.engine.step.Now;

/**
 * The two clocks of one process. The monotonic one runs with virtual time, or a little faster or slower, and starts
 * anywhere, as a real one does; the wall clock is wrong by a skew that may be changed at any time.
 */
public final class SimClock {

    /** What wall clocks without skew show at the start of each run: 2026-01-01T00:00:00Z. */
    public static final long EPOCH_MILLIS = 1_767_225_600_000L;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final SimScheduler scheduler;
    private static final long MILLION = 1_000_000;

    private final long originNanos;
    private final long driftPpm;
    private long skewMillis;

    /**
     * Makes the clocks of a process.
     *
     * @param scheduler gives virtual time
     * @param originNanos what the monotonic clock shows at the start of the run, not negative
     * @param skewMillis how much the wall clock is ahead, negative if behind
     * @param driftPpm how many parts in a million the monotonic clock runs too fast, negative if too slow
     */
    public SimClock(SimScheduler scheduler, long originNanos, long skewMillis, long driftPpm) {
        this.scheduler = scheduler;
        this.originNanos = originNanos;
        this.driftPpm = driftPpm;
        this.skewMillis = skewMillis;
    }

    /** Reads both clocks. */
    public Now now() {
        long nanos = scheduler.nowNanos();
        return new Now(toMonotonic(nanos), EPOCH_MILLIS + skewMillis + nanos / NANOS_PER_MILLI);
    }

    /**
     * Returns the first virtual time at which the monotonic clock shows at least a value; negative if that was before
     * the run.
     */
    public long toVirtual(long monotonicNanos) {
        long passed = monotonicNanos - originNanos;
        if (driftPpm == 0) {
            return passed;
        }
        long virtual = passed - passed / MILLION * driftPpm - passed % MILLION * driftPpm / MILLION;
        while (toMonotonic(virtual) > monotonicNanos) {
            virtual -= Math.max(1, (toMonotonic(virtual) - monotonicNanos) / 2);
        }
        while (toMonotonic(virtual) < monotonicNanos) {
            virtual += Math.max(1, (monotonicNanos - toMonotonic(virtual)) / 2);
        }
        return virtual;
    }

    private long toMonotonic(long virtual) {
        return originNanos + virtual + virtual / MILLION * driftPpm + virtual % MILLION * driftPpm / MILLION;
    }

    /** Sets the wall clock to another skew; the monotonic one does not notice. */
    public void skewBy(long millis) {
        skewMillis = millis;
    }
}
