package dev.swarm.engine.wire.frame;

import dev.swarm.api.Rejection;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.format.BigEndian;

/**
 * Reads one direction of one connection, from bytes cut anywhere. Parts of messages are handed on as they come,
 * straight from the array they came in; only heads and short bodies wait here. So it never holds more than {@link
 * Hello#MAX_BYTES}, whatever comes.
 */
public final class FrameReader {

    private static final int LENGTH_BITS = 0xFF_FFFF;
    private static final int FLAGS_SHIFT = 24;
    private static final int KIND_SHIFT = 28;

    private boolean markMissing;
    private int head;
    private int headBytes;
    private FrameKind kind = FrameKind.HELLO;
    private int lane;
    private int bodyLength;
    private int bodyLeft;
    private boolean inBody;
    private byte[] body = {};

    private FrameReader(boolean markMissing) {
        this.markMissing = markMissing;
    }

    /** Returns a reader of what the dialling side says, which begins with {@link Frames#FIRST}. */
    public static FrameReader ofDialler() {
        return new FrameReader(true);
    }

    /** Returns a reader of what the accepting side says. */
    public static FrameReader ofAcceptor() {
        return new FrameReader(false);
    }

    /** What the owner does with what was read. Each may say that it does not fit; nothing is read after that. */
    public interface Sink {

        /** Tells whether more is wanted; asked before each frame. */
        boolean isOpen();

        /** The other side said who it is. */
        void onHello(Hello hello) throws MalformedPacketException;

        /** A part of a message begins; asked before any of it is kept. */
        void onChunk(int lane, boolean last, int length) throws MalformedPacketException;

        /** Bytes of the part; the array is only lent. */
        void onChunkBytes(byte[] bytes, int from, int count) throws MalformedPacketException;

        /** The part is whole. */
        void onChunkEnd() throws MalformedPacketException;

        /** More may be sent on a lane. */
        void onCredit(int lane, long bytes) throws MalformedPacketException;

        /** The other side asks for a sign of life, or gives one. */
        void onEcho(boolean asks) throws MalformedPacketException;

        /** The other side is about to close. */
        void onBye(ByeReason reason);
    }

    /**
     * Takes the next bytes and tells the sink what they mean.
     *
     * @param bytes only lent
     * @param end where they end; they begin with the array
     * @throws MalformedPacketException if they break the protocol; the reader is of no use after that
     */
    public void feed(byte[] bytes, int end, Sink sink) throws MalformedPacketException {
        int at = 0;
        if (markMissing && end > 0) {
            if (bytes[0] != Frames.FIRST) {
                throw new MalformedPacketException(Rejection.MALFORMED, "No connection of the data plane");
            }
            markMissing = false;
            at = 1;
        }
        while (sink.isOpen() && (at < end || (inBody && bodyLeft == 0))) {
            if (inBody) {
                int count = Math.min(bodyLeft, end - at);
                takeBody(bytes, at, count, sink);
                at += count;
            } else {
                at = takeHead(bytes, at, end, sink);
            }
        }
    }

    private int takeHead(byte[] bytes, int from, int end, Sink sink) throws MalformedPacketException {
        int at = from;
        if (headBytes == 0 && end - at >= Frames.HEAD_BYTES) {
            head = (int) BigEndian.read(bytes, at, Frames.HEAD_BYTES);
            headBytes = Frames.HEAD_BYTES;
            at += Frames.HEAD_BYTES;
        } else {
            head = (head << Byte.SIZE) | (bytes[at++] & 0xFF);
            headBytes++;
        }
        if (headBytes == Frames.HEAD_BYTES) {
            headBytes = 0;
            beginBody(sink);
        }
        return at;
    }

    private void beginBody(Sink sink) throws MalformedPacketException {
        int number = head >>> KIND_SHIFT;
        int flags = (head >>> FLAGS_SHIFT) & 0xF;
        if (!FrameKind.isKnown(number)) {
            throw new MalformedPacketException(Rejection.UNEXPECTED_TYPE, "A frame of unknown kind " + number);
        }
        kind = FrameKind.of(number);
        lane = flags & Frames.LANE_BITS;
        bodyLength = head & LENGTH_BITS;
        boolean last = (flags & Frames.LAST_BIT) != 0;
        boolean clean = lane < Hello.LANES && (kind == FrameKind.CHUNK || !last) && (kind.hasLane() || lane == 0);
        if (!clean || bodyLength < kind.bodyMin) {
            throw new MalformedPacketException(Rejection.MALFORMED, "A " + kind + " frame with an impossible head");
        }
        if (bodyLength > kind.bodyMax) {
            throw new MalformedPacketException(Rejection.OVERSIZED, "A " + kind + " frame of " + bodyLength + " bytes");
        }
        if (kind == FrameKind.CHUNK) {
            sink.onChunk(lane, last, bodyLength);
        } else {
            body = new byte[bodyLength];
        }
        bodyLeft = bodyLength;
        inBody = true;
    }

    private void takeBody(byte[] bytes, int from, int count, Sink sink) throws MalformedPacketException {
        if (kind == FrameKind.CHUNK) {
            sink.onChunkBytes(bytes, from, count);
        } else {
            System.arraycopy(bytes, from, body, bodyLength - bodyLeft, count);
        }
        bodyLeft -= count;
        if (bodyLeft == 0) {
            inBody = false;
            endBody(sink);
        }
    }

    private static boolean asks(byte what) throws MalformedPacketException {
        if (what != Frames.ECHO_ASK && what != Frames.ECHO_ANSWER) {
            throw new MalformedPacketException(Rejection.MALFORMED, "An echo that neither asks nor answers");
        }
        return what == Frames.ECHO_ASK;
    }

    private void endBody(Sink sink) throws MalformedPacketException {
        switch (kind) {
            case HELLO -> sink.onHello(Hello.read(body));
            case CHUNK -> sink.onChunkEnd();
            case CREDIT -> sink.onCredit(lane, BigEndian.read(body, 0, Integer.BYTES));
            case BYE -> sink.onBye(ByeReason.of(body[0] & 0xFF));
            case ECHO -> sink.onEcho(asks(body[0]));
        }
    }
}
