package dev.swarm.engine.step;

/**
 * Time for the order of changes: the wall clock, but never behind any moment already seen here or told by others, so
 * that what is caused comes after its cause even between machines whose clocks disagree (Kulkarni et al., <i>Logical
 * Physical Clocks</i>, 2014).
 *
 * <p>A moment is one number: 48 bits of milliseconds since 1970 and 16 bits that count within one. Counting over the
 * end of the 16 bits runs into the next millisecond, which does no harm.
 */
public final class HybridClock {

    private static final int COUNTER_BITS = 16;

    private long latest;

    /** Returns a moment later than all before. */
    public long next(Now now) {
        latest = Math.max(latest + 1, moment(now.wallMillis()));
        return latest;
    }

    /** Takes note of a moment that somebody else told. */
    public void observe(long moment) {
        latest = Math.max(latest, moment);
    }

    /** Returns the first moment of a millisecond since 1970. */
    public static long moment(long wallMillis) {
        return wallMillis << COUNTER_BITS;
    }

    /** Returns the wall clock's part of a moment, in milliseconds since 1970. */
    public static long wallMillis(long moment) {
        return moment >>> COUNTER_BITS;
    }
}
