package dev.swarm.engine.wire.registry;

/** The most that a message or value of the registry may hold; whatever announces more is refused unread. */
public final class RegistryBounds {

    /** Bytes of a name in UTF-8, with its scope. */
    public static final int NAME_BYTES = 1_000;

    /** Bytes of a worker type in UTF-8. */
    public static final int TYPE_BYTES = 200;

    /** Bytes of a hint in UTF-8. */
    public static final int HINT_BYTES = 255;

    /** Groups of which one name is a member. */
    public static final int GROUPS = 64;

    /** Bytes of a group in UTF-8, with its scope. */
    public static final int GROUP_BYTES = 300;

    /** Bytes of the arguments of a worker. */
    public static final int ARGS_BYTES = 1024 * 1024;

    /** Bytes of a worker's state. */
    public static final int STATE_BYTES = 64 * 1024 * 1024;

    /** Bytes of a reason in UTF-8; of a longer one the start is sent. */
    public static final int REASON_BYTES = 1_024;

    /** Highest weight of a node. */
    public static final int WEIGHT = 1_000;

    /** Highest number of partitions. */
    public static final int PARTITIONS = 65_536;

    /** No request waits longer than an hour; a day leaves room for whatever comes. */
    public static final int PATIENCE_MILLIS = 86_400_000;

    private RegistryBounds() {}
}
