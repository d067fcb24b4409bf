package dev.swarm.engine.registry.tenure;

import dev.swarm.api.NodeId;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.registry.TenureMessage;
import java.util.BitSet;
import java.util.SortedSet;

/**
 * Whether this node may own partitions. Owning is asked of the tenure before anything lives in a partition, and ends when
 * it says so. With the ring everybody may own what it likes; with a quorum at no instant two nodes may own one partition.
 */
public interface Tenure {

    /** Begins. */
    void start(Now now);

    /**
     * Takes who may own names, this node included if it may.
     *
     * @param present their names
     */
    void onOwners(Now now, SortedSet<NodeId> present);

    /** Says which partitions this node wants to own; it goes on asking for them until others are wanted. */
    void want(Now now, BitSet partitions);

    /** Tells whether this node owns a partition now. */
    boolean holds(Now now, int partition);

    /** Gives partitions up: nothing lives in them here any more. */
    void yield(Now now, BitSet partitions);

    /** Returns a token that every token of a life in this partition must exceed, and must have been asked for since. */
    long floor(int partition);

    /** Returns the highest token that may be given out before the next word of a quorum. */
    long ceiling();

    /** Tells whether there are enough nodes for anybody to own anything. */
    boolean isMet();

    /** Takes what a connected node says. */
    void onMessage(Now now, NodeId from, TenureMessage message);

    /** Time passed. */
    void onTime(Now now);

    /** Returns which partitions came or went since the last call: to be looked at again. */
    BitSet drainChanged();

    /** Returns when {@link #onTime} wants to be called. */
    long nextDeadlineNanos();
}
