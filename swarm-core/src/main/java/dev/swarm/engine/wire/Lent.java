package dev.swarm.engine.wire;

import java.util.Arrays;

/** Bytes in an array that somebody else will use again: whoever wants to keep them makes a {@link #copy}. */
public class Lent {

    private final byte[] array;
    private final int from;
    private final int to;

    /** Lends the bytes of an array between two positions. */
    public Lent(byte[] array, int from, int to) {
        this.array = array;
        this.from = from;
        this.to = to;
    }

    /** Lends all bytes of an array. */
    public static Lent of(byte[] array) {
        return new Lent(array, 0, array.length);
    }

    /** They are not needed any more; whoever lent them is told, if it wants to know. */
    public void giveBack() {}

    /** Returns the array that holds them. */
    public final byte[] array() {
        return array;
    }

    /** Returns where they begin. */
    public final int from() {
        return from;
    }

    /** Returns where they end. */
    public final int to() {
        return to;
    }

    /** Returns how many there are. */
    public final int length() {
        return to - from;
    }

    /** Returns an array of their own. */
    public final byte[] copy() {
        return Arrays.copyOfRange(array, from, to);
    }
}
