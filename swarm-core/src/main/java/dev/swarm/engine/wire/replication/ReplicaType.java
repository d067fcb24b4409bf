package dev.swarm.engine.wire.replication;

/** First byte of each message. */
final class ReplicaType {

    static final int PUSH = 0;
    static final int HAVE = 1;
    static final int HAVE_ALL = 2;
    static final int DIGEST = 3;
    static final int PRUNE = 4;
    static final int GRAFT = 5;
    static final int TOO_OLD = 6;
    static final int ASK_HASHES = 7;
    static final int HASHES = 8;
    static final int ASK_LEAVES = 9;
    static final int LEAVES = 10;

    private ReplicaType() {}
}
