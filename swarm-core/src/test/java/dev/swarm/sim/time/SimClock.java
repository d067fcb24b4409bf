package dev.swarm.sim.time;

import dev.swarm.engine.step.Now;

/**
 * The two clocks of one process. The monotonic one runs with virtual time but starts anywhere, as a real one does; the
 * wall clock is wrong by a skew that may be changed at any time.
 */
public final class SimClock {

    /** What wall clocks without skew show at the start of each run: 2026-01-01T00:00:00Z. */
    public static final long EPOCH_MILLIS = 1_767_225_600_000L;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final SimScheduler scheduler;
    private final long originNanos;
    private long skewMillis;

    /**
     * Makes the clocks of a process.
     *
     * @param scheduler gives virtual time
     * @param originNanos what the monotonic clock shows at the start of the run, not negative
     * @param skewMillis how much the wall clock is ahead, negative if behind
     */
    public SimClock(SimScheduler scheduler, long originNanos, long skewMillis) {
        this.scheduler = scheduler;
        this.originNanos = originNanos;
        this.skewMillis = skewMillis;
    }

    /** Reads both clocks. */
    public Now now() {
        long nanos = scheduler.nowNanos();
        return new Now(originNanos + nanos, EPOCH_MILLIS + skewMillis + nanos / NANOS_PER_MILLI);
    }

    /** Returns the virtual time at which the monotonic clock shows a value; negative if that was before the run. */
    public long toVirtual(long monotonicNanos) {
        return monotonicNanos - originNanos;
    }

    /** Sets the wall clock to another skew; the monotonic one does not notice. */
    public void skewBy(long millis) {
        skewMillis = millis;
    }
}
