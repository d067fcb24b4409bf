package dev.swarm.engine.wire;

import java.util.Arrays;

/**
 * Bytes of a stream that have come and are not used up yet. Grows by doubling with what really came, and reuses the
 * room of what was used up, so each byte is moved a bounded number of times.
 */
final class ChunkBuffer {

    private byte[] bytes = {};
    private int start;
    private int end;

    /** Takes over an array whose content from {@code from} on is all there will be. */
    static ChunkBuffer ofWhole(byte[] bytes, int from) {
        ChunkBuffer buffer = new ChunkBuffer();
        buffer.bytes = bytes;
        buffer.start = from;
        buffer.end = bytes.length;
        return buffer;
    }

    void append(byte[] chunk) {
        int needed = length() + chunk.length;
        if (chunk.length > bytes.length - end) {
            byte[] target = needed <= bytes.length / 2 ? bytes : new byte[grown(needed, chunk.length)];
            System.arraycopy(bytes, start, target, 0, length());
            end -= start;
            start = 0;
            bytes = target;
        }
        System.arraycopy(chunk, 0, bytes, end, chunk.length);
        end += chunk.length;
    }

    /** Returns the array in which the bytes are, from {@link #from()} to {@link #to()}. */
    byte[] array() {
        return bytes;
    }

    int from() {
        return start;
    }

    int to() {
        return end;
    }

    int length() {
        return end - start;
    }

    /** Returns the first byte; there must be one. */
    int first() {
        return bytes[start] & 0xFF;
    }

    /** Uses up bytes. */
    void drop(int count) {
        start += count;
    }

    /** Uses up bytes and returns them. */
    byte[] take(int count) {
        byte[] taken = Arrays.copyOfRange(bytes, start, start + count);
        drop(count);
        return taken;
    }

    /** The first chunk is often all there is, so it gets no more room than it needs. */
    private static int grown(int needed, int chunkLength) {
        return needed == chunkLength ? needed : 2 * needed;
    }
}
