package dev.swarm.engine.wire.compact;

import dev.swarm.engine.wire.format.BigEndian;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes numbers, texts and bytes in a compact form into an array that grows: numbers as LEB128, seven bits in a byte,
 * the lowest first. The counterpart of {@link VarReader}.
 */
public final class VarWriter {

    private static final int INITIAL_BYTES = 256;
    private static final int MAX_VAR_BYTES = 10;
    private static final char ASCII = 0x7F;

    private byte[] buffer;
    private int length;

    /** Makes one for a few bytes. */
    public VarWriter() {
        this(INITIAL_BYTES);
    }

    /** Makes one for about so many bytes; it takes more all the same. */
    public VarWriter(int expectedBytes) {
        buffer = new byte[expectedBytes];
    }

    /** Writes one byte. */
    public VarWriter writeByte(int value) {
        room(1);
        buffer[length++] = (byte) value;
        return this;
    }

    /** Writes a number in one byte if it is below 128, and in at most ten if it is negative. */
    public VarWriter writeVar(long value) {
        room(MAX_VAR_BYTES);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            buffer[length++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        buffer[length++] = (byte) rest;
        return this;
    }

    /** Writes eight bytes, big-endian; for numbers that use all bits, such as hashes. */
    public VarWriter writeLong(long value) {
        room(Long.BYTES);
        BigEndian.write(buffer, length, Long.BYTES, value);
        length += Long.BYTES;
        return this;
    }

    /** Writes a length and so many bytes. */
    public VarWriter writeBytes(byte[] bytes) {
        return writeVar(bytes.length).writeRaw(bytes);
    }

    /** Writes bytes alone; the reader must know how many there are. */
    public VarWriter writeRaw(byte[] bytes) {
        return writeRaw(bytes, 0, bytes.length);
    }

    /** As {@link #writeRaw(byte[])}, some of them. */
    public VarWriter writeRaw(byte[] bytes, int from, int count) {
        room(count);
        System.arraycopy(bytes, from, buffer, length, count);
        length += count;
        return this;
    }

    /** Writes a text as its length in bytes and its UTF-8. */
    public VarWriter writeText(String text) {
        return writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a text that is given in two parts, of which the first is ASCII; as {@link #writeText(String)}. */
    public VarWriter writeText(String head, String rest) {
        int start = length;
        writeVar((long) head.length() + rest.length());
        room(head.length() + rest.length());
        if (putAscii(head) && putAscii(rest)) {
            return this;
        }
        length = start;
        return writeText(head + rest);
    }

    /** Puts characters where there is room; returns whether all were ASCII. */
    private boolean putAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next > ASCII) {
                return false;
            }
            buffer[length++] = (byte) next;
        }
        return true;
    }

    /** Returns how many bytes were written. */
    public int length() {
        return length;
    }

    /** Returns a copy of what was written. */
    public byte[] toArray() {
        return Arrays.copyOf(buffer, length);
    }

    private void room(int more) {
        if (buffer.length - length < more) {
            buffer = Arrays.copyOf(buffer, Math.max(length + more, 2 * buffer.length));
        }
    }
}
