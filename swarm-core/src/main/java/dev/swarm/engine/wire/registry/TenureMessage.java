package dev.swarm.engine.wire.registry;

import java.util.BitSet;

/** What nodes say to each other about who may own which partitions. Sets of partitions are not to be changed. */
public sealed interface TenureMessage {

    /**
     * The sender wants to own partitions, or goes on with those that it owns.
     *
     * @param round when it was sent, by the monotonic clock of the sender's process; comes back with the answer
     * @param session the sender's process
     * @param ceiling no token that the sender gives out before the next round is above this; higher than in every
     *     earlier message of its process, so that whoever gets them in another order can tell
     * @param partitions which; none from a process that has just started and asks for the floor alone
     */
    record Renew(long round, long session, long ceiling, BitSet partitions) implements TenureMessage {}

    /**
     * The answer to a {@link Renew}.
     *
     * @param round its round
     * @param floor the highest ceiling that any other node announced for any partition granted here; if none was
     *     asked for, the highest that the sender has heard of at all
     * @param granted which of them the sender has promised to nobody else
     */
    record Grant(long round, long floor, BitSet granted) implements TenureMessage {}

    /**
     * The sender owns these no more, and hands out no token for them any more: whoever promised them is free.
     *
     * @param session the sender's process
     * @param ceiling no token that the sender gave out is above this; higher than in every earlier message of its
     *     process
     * @param partitions which
     */
    record Yield(long session, long ceiling, BitSet partitions) implements TenureMessage {}
}
