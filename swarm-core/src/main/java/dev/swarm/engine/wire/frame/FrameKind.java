package dev.swarm.engine.wire.frame;

/** What a frame is for; the number stands in the upper half of its first byte. */
enum FrameKind {
    /** Who a side is; the first frame of each direction. */
    HELLO(1, Hello.MIN_BYTES, Hello.MAX_BYTES),
    /** A message, or a part of one. */
    CHUNK(2, 0, Frames.MAX_CHUNK_BYTES),
    /** The receiver has used up so much; the sender may send as much again. */
    CREDIT(3, Integer.BYTES, Integer.BYTES),
    /** The close that follows is meant. */
    BYE(4, 1, 256),
    /** Asks for a sign of life, or is one. */
    ECHO(5, 1, 1);

    private static final FrameKind[] ALL = values();

    final int number;
    final int bodyMin;
    final int bodyMax;

    FrameKind(int number, int bodyMin, int bodyMax) {
        this.number = number;
        this.bodyMin = bodyMin;
        this.bodyMax = bodyMax;
    }

    /** Tells whether frames of this kind belong to a lane. */
    boolean hasLane() {
        return this == CHUNK || this == CREDIT;
    }

    /** Tells whether a kind has this number. */
    static boolean isKnown(int number) {
        return number >= 1 && number <= ALL.length;
    }

    static FrameKind of(int number) {
        return ALL[number - 1];
    }
}
