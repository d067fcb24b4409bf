package dev.swarm.engine.registry.tenure;

import dev.swarm.api.NodeId;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.registry.TenureMessage;
import java.util.BitSet;
import java.util.SortedSet;

/**
 * Whether this node may own partitions. Owning is asked of the tenure before anything lives in a partition, and ends
 * when it says so. With the ring everybody may own what it likes; with a quorum at no instant two nodes may own one
 * partition.
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

    /**
     * Says which partitions this node wants to own; it goes on asking for them until others are wanted. What is owned
     * and wanted no more is owned until it is given up or runs out.
     */
    void want(Now now, BitSet partitions);

    /** Tells whether this node owns a partition now. */
    boolean holds(Now now, int partition);

    /**
     * Gives partitions up: nothing lives in them here any more, and they are wanted no more until they are wanted
     * again.
     */
    void giveUp(Now now, BitSet partitions);

    /** Returns a token that every token handed out in this partition, while it is owned, must exceed. */
    long floor(int partition);

    /**
     * Returns the highest token that may be handed out in this partition now, above {@link #floor}: so much has been
     * told to those who let this node own it. It rises by itself with time; 0 if this node does not own the partition.
     */
    long ceiling(int partition);

    /**
     * Says that a token is needed that is above the ceiling: one that reaches it is asked for at once. Partitions in
     * which it is reached are told by {@link #drainChanged}.
     */
    void reach(Now now, long token);

    /** Tells whether there are enough nodes for anybody to own anything. */
    boolean isMet();

    /** Takes what a connected node says. */
    void onMessage(Now now, NodeId from, TenureMessage message);

    /** Time passed. */
    void onTime(Now now);

    /**
     * Returns which partitions came or went since the last call: to be looked at again. One that was lost does not come
     * again before that was told here.
     */
    BitSet drainChanged();

    /** Returns what other threads may ask. */
    TenureGate gate();

    /** Returns when {@link #onTime} wants to be called. */
    long nextDeadlineNanos();
}
