package dev.swarm.engine.wire.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes msgpack as memberlist does (specification section 4.1): strings and byte fields alike as raw, never as the
 * newer string and binary kinds, and whole numbers in their shortest form. The buffer grows by doubling.
 */
public final class PackWriter {

    private static final int FIX_RAW_MAX = 31;
    private static final int FIX_INT_MAX = 0x7F;
    private static final int UINT8_MAX = 0xFF;
    private static final int UINT16_MAX = 0xFFFF;
    private static final long UINT32_MAX = 0xFFFF_FFFFL;

    private byte[] bytes;
    private int length;

    /** Makes one that need not grow for the given number of bytes. */
    public PackWriter(int capacity) {
        bytes = new byte[Math.max(16, capacity)];
    }

    /** Returns how much was written. */
    public int length() {
        return length;
    }

    /** Returns a copy of what was written. */
    public byte[] toArray() {
        return Arrays.copyOf(bytes, length);
    }

    /** Copies what was written into an array. */
    public void copyTo(byte[] target, int at) {
        System.arraycopy(bytes, 0, target, at, length);
    }

    /** Returns the buffer itself; only the first {@link #length()} bytes count. */
    public byte[] buffer() {
        return bytes;
    }

    /** Writes one byte as it is. */
    public void put(int value) {
        room(1);
        bytes[length++] = (byte) value;
    }

    /** Writes bytes as they are. */
    public void put(byte[] source) {
        put(source, 0, source.length);
    }

    /** Writes some bytes as they are. */
    public void put(byte[] source, int from, int count) {
        room(count);
        System.arraycopy(source, from, bytes, length, count);
        length += count;
    }

    /** Begins a map of at most 15 pairs. */
    public void map(int pairs) {
        put(PackTag.FIX_MAP | pairs);
    }

    /** Begins an array of at most 15 elements. */
    public void array(int elements) {
        put(PackTag.FIX_ARRAY | elements);
    }

    /** Writes an absent value. */
    public void nil() {
        put(PackTag.NIL);
    }

    /** Writes a boolean. */
    public void flag(boolean value) {
        put(value ? PackTag.TRUE : PackTag.FALSE);
    }

    /** Writes a byte field. */
    public void raw(byte[] source) {
        raw(source, source.length);
    }

    /** Writes the beginning of an array as a byte field. */
    public void raw(byte[] source, int count) {
        rawHeader(count);
        put(source, 0, count);
    }

    /** Writes a string in UTF-8. */
    public void text(String value) {
        int count = value.length();
        int start = length;
        rawHeader(count);
        room(count);
        for (int i = 0; i < count; i++) {
            char c = value.charAt(i);
            if (c > FIX_INT_MAX) {
                length = start;
                raw(value.getBytes(StandardCharsets.UTF_8));
                return;
            }
            bytes[length++] = (byte) c;
        }
    }

    /** Writes a number from 0 in its shortest unsigned form. */
    public void unsigned(long value) {
        if (value <= FIX_INT_MAX) {
            put((int) value);
        } else if (value <= UINT8_MAX) {
            number(PackTag.UINT8, 1, value);
        } else if (value <= UINT16_MAX) {
            number(PackTag.UINT16, 2, value);
        } else if (value <= UINT32_MAX) {
            number(PackTag.UINT32, 4, value);
        } else {
            number(PackTag.UINT64, 8, value);
        }
    }

    /** Writes a number from 0 in its shortest signed form, as go-msgpack v2 does with some (section 4.3). */
    public void signed(long value) {
        if (value <= FIX_INT_MAX) {
            put((int) value);
        } else if (value <= Short.MAX_VALUE) {
            number(PackTag.INT16, 2, value);
        } else if (value <= Integer.MAX_VALUE) {
            number(PackTag.INT32, 4, value);
        } else {
            number(PackTag.INT64, 8, value);
        }
    }

    /** Writes a floating-point number, in double precision. */
    public void real(double value) {
        number(PackTag.FLOAT64, Double.BYTES, Double.doubleToLongBits(value));
    }

    private void rawHeader(int count) {
        if (count <= FIX_RAW_MAX) {
            put(PackTag.FIX_RAW | count);
        } else if (count <= UINT16_MAX) {
            number(PackTag.RAW16, 2, count);
        } else {
            number(PackTag.RAW32, 4, count);
        }
    }

    private void number(int tag, int width, long value) {
        room(1 + width);
        bytes[length] = (byte) tag;
        BigEndian.write(bytes, length + 1, width, value);
        length += 1 + width;
    }

    private void room(int count) {
        if (count > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, count), 2 * bytes.length));
        }
    }
}
