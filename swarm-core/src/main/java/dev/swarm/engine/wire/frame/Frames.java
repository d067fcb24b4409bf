package dev.swarm.engine.wire.frame;

import dev.swarm.engine.wire.format.BigEndian;
import java.nio.ByteBuffer;

/**
 * Writes frames of the data plane. Each begins with four bytes: the kind in the upper half of the first, in its lower
 * half a bit for the last part of a message and three for the lane; then 24 bits of length of what follows, big-endian.
 *
 * <p>A message that fits one part is the body of one {@code CHUNK} with the last-bit set. A longer one is cut; the
 * first body then begins with four bytes for the length of the whole. Parts of different lanes may alternate, those
 * of one lane follow each other.
 */
public final class Frames {

    /** First byte of a connection of the data plane, from the side that dialled it. */
    public static final byte FIRST = 'D';

    /** Bytes before each body. */
    public static final int HEAD_BYTES = 4;

    /** Longest body of a part. */
    public static final int MAX_CHUNK_BYTES = 16 * 1024;

    /** Bytes for the length of a whole message, in its first part if there are more. */
    public static final int TOTAL_BYTES = 4;

    /** Bytes of a whole credit frame. */
    public static final int CREDIT_BYTES = HEAD_BYTES + Integer.BYTES;

    static final int LAST_BIT = 0x8;
    static final int LANE_BITS = 0x7;
    static final int ECHO_ASK = 0;
    static final int ECHO_ANSWER = 1;

    private static final int KIND_SHIFT = 28;
    private static final int FLAGS_SHIFT = 24;

    private Frames() {}

    /** Writes the head of a part; its body is to follow. */
    public static void putChunkHead(ByteBuffer out, int lane, boolean last, int bodyLength) {
        out.putInt(head(FrameKind.CHUNK, lane, last, bodyLength));
    }

    /** Writes the length of a message in several parts, with which the body of the first one begins. */
    public static void putLength(ByteBuffer out, int length) {
        out.putInt(length);
    }

    /** Writes a credit frame. */
    public static void putCredit(ByteBuffer out, int lane, int bytes) {
        out.putInt(head(FrameKind.CREDIT, lane, false, Integer.BYTES));
        out.putInt(bytes);
    }

    /** Returns a whole frame that says goodbye. */
    public static byte[] bye(ByeReason reason) {
        byte[] frame = new byte[HEAD_BYTES + 1];
        BigEndian.write(frame, 0, HEAD_BYTES, head(FrameKind.BYE, 0, false, 1));
        frame[HEAD_BYTES] = (byte) reason.code();
        return frame;
    }

    /** Returns a whole frame that asks for a sign of life, or is the answer. */
    public static byte[] echo(boolean asks) {
        byte[] frame = new byte[HEAD_BYTES + 1];
        BigEndian.write(frame, 0, HEAD_BYTES, head(FrameKind.ECHO, 0, false, 1));
        frame[HEAD_BYTES] = (byte) (asks ? ECHO_ASK : ECHO_ANSWER);
        return frame;
    }

    static int head(FrameKind kind, int lane, boolean last, int bodyLength) {
        int flags = lane | (last ? LAST_BIT : 0);
        return (kind.number << KIND_SHIFT) | (flags << FLAGS_SHIFT) | bodyLength;
    }
}
