package dev.swarm.crdt;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A moment of hybrid logical time: close to the wall clock, yet always after everything that was seen before
 * (Kulkarni et al., "Logical Physical Clocks", 2014). Totally ordered by time, then replica, so two stamps are equal
 * only if one replica made both.
 *
 * <p>The time is 48 bits of milliseconds since 1970, enough until the year 10889, and 16 bits of a counter for stamps
 * within the same millisecond. A counter that overflows carries into the milliseconds, so a replica that makes more
 * than 65,536 stamps in a millisecond runs ahead of its clock, but never repeats or falls back.
 *
 * @param time milliseconds in the upper 48 bits, counter in the lower 16; unsigned
 * @param replica who made the stamp
 */
public record Stamp(long time, ReplicaId replica) implements Comparable<Stamp> {

    /** Highest number of milliseconds since 1970 that fits. */
    public static final long MAX_MILLIS = (1L << 48) - 1;

    private static final int COUNTER_BITS = 16;
    private static final long COUNTER_MASK = (1L << COUNTER_BITS) - 1;
    private static final long LAST_TIME = -1L;

    /**
     * Checks the parts.
     *
     * @throws NullPointerException if there is no replica
     */
    public Stamp {
        Objects.requireNonNull(replica, "replica");
    }

    /**
     * Returns the stamp of a change that is made now: after the greatest one seen, even if the wall clock is behind it.
     *
     * @param greatestSeen the greatest stamp made or accepted so far, {@code null} if there was none
     * @param wallMillis wall clock in milliseconds since 1970; outside 0 to {@link #MAX_MILLIS} the nearer end counts
     * @param replica who makes the change
     * @throws IllegalStateException if the greatest one seen is the last there is, in the year 10889
     */
    public static Stamp next(@Nullable Stamp greatestSeen, long wallMillis, ReplicaId replica) {
        long wall = clamp(wallMillis) << COUNTER_BITS;
        if (greatestSeen == null || Long.compareUnsigned(wall, greatestSeen.time) > 0) {
            return new Stamp(wall, replica);
        }
        if (greatestSeen.time == LAST_TIME) {
            throw new IllegalStateException("There is no stamp after " + greatestSeen);
        }
        return new Stamp(greatestSeen.time + 1, replica);
    }

    /**
     * Judges a stamp that came from elsewhere, before anything is merged that carries it. Without a bound one node
     * whose clock is years ahead would win all conflicts for years, and drag the time of all others along.
     *
     * @param wallMillis own wall clock in milliseconds since 1970
     * @param maxAheadMillis how far ahead of it a stamp may be, 0 or more
     * @throws IllegalArgumentException if the bound is negative
     */
    public Admission admit(long wallMillis, long maxAheadMillis) {
        if (maxAheadMillis < 0) {
            throw new IllegalArgumentException("A bound on the future is not negative, unlike " + maxAheadMillis);
        }
        long aheadMillis = millis() - clamp(wallMillis);
        return aheadMillis <= maxAheadMillis
                ? new Admission.Accepted(this)
                : new Admission.TooFarAhead(this, aheadMillis, maxAheadMillis);
    }

    /** Returns the milliseconds since 1970. */
    public long millis() {
        return time >>> COUNTER_BITS;
    }

    /** Returns the number among the stamps of the same millisecond, 0 to 65,535. */
    public int counter() {
        return (int) (time & COUNTER_MASK);
    }

    /** Tells whether this is later than the other, by the total order. */
    public boolean isAfter(Stamp other) {
        return compareTo(other) > 0;
    }

    @Override
    public int compareTo(Stamp other) {
        int byTime = Long.compareUnsigned(time, other.time);
        return byTime != 0 ? byTime : replica.compareTo(other.replica);
    }

    @Override
    public String toString() {
        return millis() + "." + counter() + "@" + replica;
    }

    private static long clamp(long wallMillis) {
        return Math.max(0, Math.min(MAX_MILLIS, wallMillis));
    }

    /** What became of a stamp from elsewhere. */
    public sealed interface Admission {

        /** Returns the stamp that was judged. */
        Stamp stamp();

        /**
         * It may be merged.
         *
         * @param stamp the stamp
         */
        record Accepted(Stamp stamp) implements Admission {}

        /**
         * It must not be merged: its maker's clock, or our own, is wrong.
         *
         * @param stamp the stamp
         * @param aheadMillis how far ahead of the wall clock it is
         * @param maxAheadMillis how far it may be
         */
        record TooFarAhead(Stamp stamp, long aheadMillis, long maxAheadMillis) implements Admission {}
    }
}
