package dev.swarm.engine.wire.format;

/**
 * Reads msgpack values one after the other from bytes that are all there. Reads whatever either generation of peers
 * accepts (specification section 4.2). The first value that does not fit makes the reader <em>failed</em>: from then
 * on every question is answered with zero, so that a caller may ask on and look at {@link #failed()} once at the end.
 * Nothing is thrown, and nothing is allocated but for byte fields written as arrays of numbers.
 */
public final class PackReader {

    private static final byte[] NOTHING = {};
    private static final int BYTE_MAX = 0xFF;

    private final ValueScanner scanner = new ValueScanner();
    private byte[] bytes = NOTHING;
    private int at;
    private int end;
    private boolean failed;

    private byte[] content = NOTHING;
    private int contentStart;
    private int contentLength;

    /** Begins anew with the bytes from {@code from} up to {@code to}. */
    public void over(byte[] source, int from, int to) {
        bytes = source;
        at = from;
        end = to;
        failed = false;
    }

    /** Tells whether something did not fit. */
    public boolean failed() {
        return failed;
    }

    /** Returns where the next value begins. */
    public int position() {
        return at;
    }

    /** Returns the number of pairs if the next value is a map; passes its header. Otherwise -1. */
    public int mapSize() {
        return PackTag.isMap(tag()) ? count(2) : -1;
    }

    /** Returns the number of elements if the next value is an array; passes its header. Otherwise -1. */
    public int arraySize() {
        return PackTag.isArray(tag()) ? count(1) : -1;
    }

    /** Passes a nil if there is one next, and tells whether there was. */
    public boolean nil() {
        boolean isNil = tag() == PackTag.NIL;
        at += isNil ? 1 : 0;
        return isNil;
    }

    /** Reads a whole number of any encoding; negative ones and those above {@code max} do not fit. */
    public long unsigned(long max) {
        int tag = tag();
        if (PackTag.isFixInt(tag)) {
            at++;
            return tag <= max ? tag : fail();
        }
        if (tag < PackTag.UINT8 || tag > PackTag.INT64 || at + PackTag.fixedBytes(tag) >= end) {
            return fail();
        }
        int width = PackTag.fixedBytes(tag);
        long value = BigEndian.read(bytes, at + 1, width);
        if (tag >= PackTag.INT8) {
            int unused = Long.SIZE - Byte.SIZE * width;
            value = value << unused >> unused;
        }
        at += 1 + width;
        return value >= 0 && value <= max ? value : fail();
    }

    /** Reads a floating-point number of either width; whole ones do not fit. */
    public double real() {
        int tag = tag();
        boolean isReal = tag == PackTag.FLOAT32 || tag == PackTag.FLOAT64;
        int width = isReal ? PackTag.fixedBytes(tag) : 0;
        if (!isReal || at + width >= end) {
            fail();
            return 0;
        }
        long bits = BigEndian.read(bytes, at + 1, width);
        at += 1 + width;
        return tag == PackTag.FLOAT64 ? Double.longBitsToDouble(bits) : Float.intBitsToFloat((int) bits);
    }

    /** Reads a boolean, also one written as 0 or 1. */
    public boolean flag() {
        int tag = tag();
        at++;
        if (tag == PackTag.TRUE || tag == 1) {
            return true;
        }
        if (tag != PackTag.FALSE && tag != 0) {
            fail();
        }
        return false;
    }

    /**
     * Reads a string or byte field in any form: raw, string, binary or an array of small numbers. Afterwards
     * {@link #content()}, {@link #contentStart()} and {@link #contentLength()} say where it is.
     */
    public void bytes() {
        int tag = tag();
        if (PackTag.isArray(tag)) {
            numbers();
            return;
        }
        long length = PackTag.isBytes(tag) ? length(tag) : fail();
        if (length > end - at) {
            fail();
        }
        content = bytes;
        contentStart = at;
        contentLength = failed ? 0 : (int) length;
        at += contentLength;
    }

    /** Returns the array that holds the last byte field. */
    public byte[] content() {
        return content;
    }

    /** Returns where in it the field begins. */
    public int contentStart() {
        return contentStart;
    }

    /** Returns how long the field is. */
    public int contentLength() {
        return contentLength;
    }

    /** Passes one value of any kind. */
    public void skip() {
        scanner.start(Math.max(0, end - at));
        if (failed || scanner.advance(bytes, at, end) != ValueScanner.Progress.WHOLE) {
            fail();
        } else {
            at += scanner.length();
        }
    }

    private int tag() {
        return failed || at >= end ? (int) fail() | PackTag.NEVER_USED : bytes[at] & BYTE_MAX;
    }

    /** An element has at least one byte, so a count above what is left is a lie. */
    private int count(int valuesEach) {
        long count = length(tag());
        return count * valuesEach <= end - at ? (int) count : (int) fail();
    }

    private long length(int tag) {
        int width = PackTag.lengthWidth(tag);
        if (at + width >= end) {
            return fail();
        }
        long length = width == 0 ? PackTag.ownLength(tag) : BigEndian.read(bytes, at + 1, width);
        at += 1 + width;
        return length;
    }

    private void numbers() {
        int count = count(1);
        content = new byte[count];
        contentStart = 0;
        contentLength = count;
        for (int i = 0; i < count; i++) {
            content[i] = (byte) unsigned(BYTE_MAX);
        }
    }

    private long fail() {
        failed = true;
        return 0;
    }
}
