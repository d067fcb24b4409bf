package dev.swarm.api;

/**
 * Number by which a node outranks older claims about itself (SWIM section 4.2). Only the node itself raises it.
 *
 * @param value an unsigned 32-bit number, at most {@link #MAX}
 */
public record Incarnation(long value) implements Comparable<Incarnation> {

    /** Highest number that is believed. */
    public static final long MAX = 0xFFFF_0000L;

    /**
     * Highest number at which a member may be accused by others, unless it announced a higher one itself. What lies
     * above is room for refutations, 65,536 of them: nobody can be accused so high that it has no answer.
     */
    public static final long MAX_ACCUSED = 0xFFFE_0000L;

    private static final long FIELD_MAX = 0xFFFF_FFFFL;

    /** The number of a record about which nothing was claimed yet. */
    public static final Incarnation ZERO = new Incarnation(0);

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the value does not fit 32 bits
     */
    public Incarnation {
        if (value < 0 || value > FIELD_MAX) {
            throw new IllegalArgumentException("An incarnation is 0 to " + FIELD_MAX + ", not " + value);
        }
    }

    /** Returns the lowest number above both this and the other one, or the field's maximum if there is none. */
    public Incarnation above(Incarnation other) {
        return new Incarnation(Math.min(FIELD_MAX, Math.max(value, other.value) + 1));
    }

    /** Tells whether a claim at this number may be believed when it comes from somebody else. */
    public boolean isPlausible() {
        return value <= MAX;
    }

    /** Tells whether a member that announced the other number may be accused at this one. */
    public boolean isAccusableOf(Incarnation announced) {
        return value <= MAX_ACCUSED || value <= announced.value;
    }

    /** Tells whether this is higher than the other. */
    public boolean isAbove(Incarnation other) {
        return value > other.value;
    }

    /** Tells whether this is lower than the other. */
    public boolean isBelow(Incarnation other) {
        return value < other.value;
    }

    @Override
    public int compareTo(Incarnation other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
