package dev.swarm.engine.registry.tenure;

import dev.swarm.api.NodeId;

/** Who may own: one process of a node. The next process of the same node is somebody else. */
record Claimant(NodeId node, long session) {

    private static final long STEP = 0x9E37_79B9_7F4A_7C15L;
    private static final long FIRST_FACTOR = 0xBF58_476D_1CE4_E5B9L;
    private static final long SECOND_FACTOR = 0x94D0_49BB_1331_11EBL;

    /**
     * Returns where the numbers of this process's rounds begin, 0 to 2^62: so far from those of other processes of the
     * same node that an answer to one of theirs is never taken for one of its own.
     */
    long firstRound() {
        long mixed = session + STEP;
        mixed = (mixed ^ (mixed >>> 30)) * FIRST_FACTOR;
        mixed = (mixed ^ (mixed >>> 27)) * SECOND_FACTOR;
        return (mixed ^ (mixed >>> 31)) >>> 2;
    }
}
