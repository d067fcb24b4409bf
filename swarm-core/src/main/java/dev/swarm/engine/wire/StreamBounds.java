package dev.swarm.engine.wire;

/** Bounds of streams; those that peers have too (specification section 13), and those of single records. */
final class StreamBounds {

    private static final int MIB = 1 << 20;

    /** What follows the length of an encrypted frame. */
    static final int FRAME_BYTES = 20 * MIB;

    /** Member records of a push/pull. */
    static final int RECORDS = 1 << 20;

    /** State of the application in a push/pull, or its message on a stream. */
    static final int USER_BYTES = 20 * MIB;

    /** A compressed message after it was decompressed. */
    static final int INFLATED_BYTES = 40 * MIB;

    /** A stream that is not encrypted, all of it. */
    static final int PLAIN_BYTES = 40 * MIB;

    /** One header or member record; a record of ours has less than a thousand bytes. */
    static final int RECORD_BYTES = 64 * 1024;

    /** Text of a failure that is kept. */
    static final int REASON_BYTES = 512;

    private StreamBounds() {}
}
