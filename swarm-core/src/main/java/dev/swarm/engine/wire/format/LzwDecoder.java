package dev.swarm.engine.wire.format;

import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link Lzw} writes (specification section 9), in two passes over the same codes: {@link #length} checks
 * and adds up, {@link #decode} copies. So the result is allocated once, at its exact size, and only after it is known
 * to be within the bound.
 *
 * <p>The string of a code is a stretch of what was already put out: the string before it and the one byte after that.
 * So the table holds places and lengths, and a code is undone by one copy within the result.
 */
public final class LzwDecoder {

    /** {@link #length}: not LZW, or cut short. */
    public static final int MALFORMED = -1;

    /** {@link #length}: longer than the bound. */
    public static final int OVERSIZED = -2;

    private static final int NONE = -1;
    private static final int FIRST_ENTRY = Lzw.END + 1;

    private final byte[] source;
    private final int start;
    private final int end;
    private int at;
    private int bits;
    private int bitCount;

    private final int[] starts;
    private final int[] lengths;
    private int width;
    private int highest;
    private int lastStart;
    private int lastLength;

    /** Makes one for the text compressed from {@code from} up to {@code to}; what follows its end code is ignored. */
    public LzwDecoder(byte[] source, int from, int to) {
        this.source = source;
        this.start = from;
        this.end = to;
        long codesMost = (long) (to - from) * Byte.SIZE / Lzw.WIDTH_MIN;
        int entries = (int) Math.min(codesMost + 1, Lzw.CODE_MAX + 1 - FIRST_ENTRY);
        starts = new int[entries];
        lengths = new int[entries];
    }

    /** Returns how many bytes the text has: at most {@code bound}, or {@link #MALFORMED} or {@link #OVERSIZED}. */
    public int length(int bound) {
        return run(null, bound);
    }

    /** Returns the text of that length, which must be what {@link #length} said. */
    public byte[] decode(int length) {
        byte[] target = new byte[length];
        if (run(target, length) != length) {
            throw new IllegalArgumentException("The text does not have the length " + length);
        }
        return target;
    }

    /** Reads to the end code; copies if there is a target. Returns the length, or what is wrong. */
    private int run(byte @Nullable [] target, int bound) {
        at = start;
        bits = 0;
        bitCount = 0;
        clear();
        int length = 0;
        for (int code = next(); code != Lzw.END; code = next()) {
            if (code == NONE || code > highest) {
                return MALFORMED;
            }
            if (code == Lzw.CLEAR) {
                clear();
                continue;
            }
            learn();
            int added = code < Lzw.CLEAR ? 1 : lengths[code - FIRST_ENTRY];
            if (added > bound - length) {
                return OVERSIZED;
            }
            if (target != null) {
                copy(code, target, length);
            }
            lastStart = length;
            lastLength = added;
            length += added;
            advance();
        }
        return length;
    }

    /** The string before this code, with the byte that follows it, gets the next free code. */
    private void learn() {
        if (lastLength != NONE) {
            starts[highest - FIRST_ENTRY] = lastStart;
            lengths[highest - FIRST_ENTRY] = lastLength + 1;
        }
    }

    /** Once the table is full nothing is learnt until a clear comes. */
    private void advance() {
        highest++;
        if (highest < 1 << width) {
            return;
        }
        if (width == Lzw.WIDTH_MAX) {
            highest--;
            lastLength = NONE;
        } else {
            width++;
        }
    }

    private void clear() {
        width = Lzw.WIDTH_MIN;
        highest = Lzw.END;
        lastLength = NONE;
    }

    private void copy(int code, byte[] target, int to) {
        if (code < Lzw.CLEAR) {
            target[to] = (byte) code;
            return;
        }
        int known = starts[code - FIRST_ENTRY];
        int beforeLast = lengths[code - FIRST_ENTRY] - 1;
        System.arraycopy(target, known, target, to, beforeLast);
        // the last byte may be the one just put out, if the code was learnt this very moment
        target[to + beforeLast] = target[known + beforeLast];
    }

    private int next() {
        while (bitCount < width) {
            if (at == end) {
                return NONE;
            }
            bits |= (source[at++] & 0xFF) << bitCount;
            bitCount += Byte.SIZE;
        }
        int code = bits & ((1 << width) - 1);
        bits >>>= width;
        bitCount -= width;
        return code;
    }
}
