package dev.swarm.engine.wire.compact;

import dev.swarm.api.Rejection;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.format.BigEndian;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what {@link VarWriter} wrote. Every length is compared with the bytes that are left, and with a bound, before
 * anything is made of it, so no more memory is taken than the message itself has.
 */
public final class VarReader {

    private static final int MAX_SHIFT = 63;

    private final byte[] bytes;
    private int at;

    /** Reads from a position to the end of the array, which the caller must not change. */
    public VarReader(byte[] bytes, int from) {
        this.bytes = bytes;
        this.at = from;
    }

    /** Reads one byte, 0 to 255. */
    public int readByte() throws MalformedPacketException {
        requireLeft(1);
        return bytes[at++] & 0xFF;
    }

    /** Reads a number of up to ten bytes. */
    public long readVar() throws MalformedPacketException {
        long value = 0;
        for (int shift = 0; shift <= MAX_SHIFT; shift += 7) {
            int next = readByte();
            value |= (long) (next & 0x7F) << shift;
            if ((next & 0x80) == 0) {
                return value;
            }
        }
        throw new MalformedPacketException(Rejection.MALFORMED, "a number of more than ten bytes");
    }

    /** Reads a number that must lie between 0 and a bound. */
    public int readBounded(int bound) throws MalformedPacketException {
        long value = readVar();
        if (value < 0 || value > bound) {
            throw new MalformedPacketException(Rejection.OVERSIZED, value + " where at most " + bound + " may be");
        }
        return (int) value;
    }

    /**
     * Reads how many elements follow.
     *
     * @param elementBytes fewest bytes of each, so that a great number needs a long message
     */
    public int readCount(int elementBytes) throws MalformedPacketException {
        return readBounded((bytes.length - at) / elementBytes);
    }

    /** Reads eight bytes. */
    public long readLong() throws MalformedPacketException {
        requireLeft(Long.BYTES);
        long value = BigEndian.read(bytes, at, Long.BYTES);
        at += Long.BYTES;
        return value;
    }

    /** Reads bytes of at most a length. */
    public byte[] readBytes(int bound) throws MalformedPacketException {
        int length = readBounded(bound);
        skip(length);
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    /** Passes over bytes of at most a length. */
    public void skipBytes(int bound) throws MalformedPacketException {
        skip(readBounded(bound));
    }

    /** Reads a text of at most so many bytes, which must be UTF-8. */
    public String readText(int bound) throws MalformedPacketException {
        int length = readBounded(bound);
        skip(length);
        return text(at - length, at);
    }

    /** Returns a byte ahead, 0 to 255, and reads nothing; −1 if there is none. */
    public int peek(int ahead) {
        return at + ahead < bytes.length ? bytes[at + ahead] & 0xFF : -1;
    }

    /** Passes over bytes. */
    public void skip(int length) throws MalformedPacketException {
        requireLeft(length);
        at += length;
    }

    /** Passes over a text that {@link #readText} would take; throws where that does. */
    public void skipText(int bound) throws MalformedPacketException {
        int length = readBounded(bound);
        skip(length);
        int start = at - length;
        if (!isAscii(start, at)) {
            String unused = utf8(start, at);
        }
    }

    /** Returns bytes that were read as a text; they must be UTF-8. */
    public String text(int from, int to) throws MalformedPacketException {
        return isAscii(from, to) ? new String(bytes, from, to - from, StandardCharsets.ISO_8859_1) : utf8(from, to);
    }

    private String utf8(int from, int to) throws MalformedPacketException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedPacketException(Rejection.MALFORMED, "a text that is not UTF-8");
        }
    }

    /** Returns the array that is read. */
    public byte[] bytes() {
        return bytes;
    }

    /** Returns where it is read next. */
    public int position() {
        return at;
    }

    /** Tells whether all was read. */
    public boolean isAtEnd() {
        return at == bytes.length;
    }

    /** Checks that all was read. */
    public void requireEnd() throws MalformedPacketException {
        if (!isAtEnd()) {
            throw new MalformedPacketException(Rejection.MALFORMED, (bytes.length - at) + " bytes too many");
        }
    }

    /** Tells whether some bytes that were read are ASCII. */
    public boolean isAscii(int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }

    private void requireLeft(int length) throws MalformedPacketException {
        if (length > bytes.length - at) {
            throw cutShort();
        }
    }

    private static MalformedPacketException cutShort() {
        return new MalformedPacketException(Rejection.MALFORMED, "cut short");
    }
}
