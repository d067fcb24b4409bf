package dev.swarm.engine.step;

/**
 * A moment that a machine waits for, kept as a field instead of a scheduled call-back: nothing is ever cancelled, and a
 * late wake-up is harmless.
 */
public final class Deadline {

    /** Later than every moment: nothing is waited for. */
    public static final long NEVER = Long.MAX_VALUE;

    private long atNanos = NEVER;

    /** Waits from now on for the moment that lies a delay ahead. */
    public void set(Now now, long delayNanos) {
        setAt(saturatedAdd(now.nanos(), delayNanos));
    }

    /** Waits for an absolute moment of monotonic time. */
    public void setAt(long nanos) {
        atNanos = nanos;
    }

    /** Waits for nothing. */
    public void clear() {
        atNanos = NEVER;
    }

    /** Tells whether a moment is waited for. */
    public boolean isSet() {
        return atNanos != NEVER;
    }

    /** Tells whether the moment has come. */
    public boolean isDue(Now now) {
        return atNanos <= now.nanos();
    }

    /** Returns the moment, or {@link #NEVER}. */
    public long atNanos() {
        return atNanos;
    }

    /** Adds a delay to a moment without passing {@link #NEVER}. */
    public static long saturatedAdd(long nanos, long delayNanos) {
        long sum = nanos + delayNanos;
        return sum < nanos ? NEVER : sum;
    }
}
