package dev.swarm.engine.wire.format;

/**
 * Finds the end of one msgpack value in bytes that arrive in pieces. Each tag is looked at once and nothing is decoded
 * or allocated, so the work is linear however the bytes are cut, and a value that announces more than the bound is
 * refused at its header. Nesting costs a counter, not a stack.
 */
public final class ValueScanner {

    /** What is known so far. */
    public enum Progress {
        /** All bytes of the value are there. */
        WHOLE,
        /** More bytes are needed. */
        PARTIAL,
        /** The value has, or says that it will have, more bytes than the bound. */
        OVERSIZED,
        /** Not msgpack. */
        MALFORMED
    }

    private int boundBytes;
    private long scannedBytes;
    private long pendingValues;

    /** Tells whether a map with a text for its first key may begin at a place; random bytes seldom look so. */
    public static boolean mayBeRecord(byte[] bytes, int at) {
        int tag = at < bytes.length ? bytes[at] & 0xFF : PackTag.NIL;
        int key = at + 1 + PackTag.lengthWidth(tag);
        return PackTag.isMap(tag) && (key >= bytes.length || PackTag.isBytes(bytes[key] & 0xFF));
    }

    /** Begins a new value of at most so many bytes. */
    public void start(int bound) {
        boundBytes = bound;
        scannedBytes = 0;
        pendingValues = 1;
    }

    /**
     * Looks at the bytes that came since the last call.
     *
     * @param bytes where the value is
     * @param from where it begins; may move between calls, together with the bytes
     * @param to end of what is there
     */
    public Progress advance(byte[] bytes, int from, int to) {
        int available = to - from;
        while (pendingValues > 0 && scannedBytes < available) {
            int at = from + (int) scannedBytes;
            int tag = bytes[at] & 0xFF;
            int width = PackTag.lengthWidth(tag);
            if (tag == PackTag.NEVER_USED) {
                return Progress.MALFORMED;
            }
            if (at + width >= to) {
                return Progress.PARTIAL;
            }
            pass(tag, width, width == 0 ? PackTag.ownLength(tag) : BigEndian.read(bytes, at + 1, width));
            if (scannedBytes + pendingValues > boundBytes) {
                return Progress.OVERSIZED;
            }
        }
        return pendingValues == 0 && scannedBytes <= available ? Progress.WHOLE : Progress.PARTIAL;
    }

    /** Returns the length of the value, once it is whole. */
    public int length() {
        return (int) scannedBytes;
    }

    private void pass(int tag, int width, long length) {
        pendingValues--;
        scannedBytes += 1 + width + PackTag.fixedBytes(tag);
        if (PackTag.isMap(tag)) {
            pendingValues += 2 * length;
        } else if (PackTag.isArray(tag)) {
            pendingValues += length;
        } else {
            scannedBytes += length;
        }
    }
}
