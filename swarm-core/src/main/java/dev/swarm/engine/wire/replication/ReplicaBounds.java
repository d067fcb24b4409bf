package dev.swarm.engine.wire.replication;

/** The most that one message of replication may hold; whatever announces more is refused unread. */
public final class ReplicaBounds {

    /** Bytes of a key in UTF-8. */
    public static final int KEY_BYTES = 1_024;

    /** Bytes of a value. */
    public static final int VALUE_BYTES = 2 * 1024 * 1024;

    /** Bytes of a node's name. */
    public static final int NODE_BYTES = 512;

    /** Origins that one write may have seen under its key. */
    public static final int SEEN = 4_096;

    /** Numbers that one run may span, with those that it leaves out. */
    public static final int RUN = 65_536;

    /** Children of a node of the hash tree. */
    public static final int FANOUT = 16;

    /** Depth of the leaves of the hash tree. */
    public static final int DEPTH = 3;

    /** Leaves of the hash tree. */
    public static final int LEAVES = 4_096;

    private ReplicaBounds() {}
}
