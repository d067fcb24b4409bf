package dev.swarm.engine.registry.tenure;

import dev.swarm.api.NodeId;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.registry.TenureMessage;
import java.util.BitSet;
import java.util.SortedSet;

/** The tenure of the ring: everybody owns what placement gives it. */
public final class FreeTenure implements Tenure {

    @Override
    public void start(Now now) {
        // nothing is waited for
    }

    @Override
    public void onOwners(Now now, SortedSet<NodeId> present) {
        // who else owns does not matter
    }

    @Override
    public void want(Now now, BitSet partitions) {
        // what is wanted is owned
    }

    @Override
    public boolean holds(Now now, int partition) {
        return true;
    }

    @Override
    public void giveUp(Now now, BitSet partitions) {
        // nobody waits for it
    }

    @Override
    public long floor(int partition) {
        return 0;
    }

    @Override
    public long ceiling(int partition) {
        return Long.MAX_VALUE;
    }

    @Override
    public void reach(Now now, long token) {
        // no token is too high
    }

    @Override
    public boolean isMet() {
        return true;
    }

    @Override
    public void onMessage(Now now, NodeId from, TenureMessage message) {
        // from a node of other settings
    }

    @Override
    public void onTime(Now now) {
        // nothing is waited for
    }

    @Override
    public BitSet drainChanged() {
        return new BitSet();
    }

    @Override
    public TenureGate gate() {
        return (partition, nanos) -> true;
    }

    @Override
    public long nextDeadlineNanos() {
        return Deadline.NEVER;
    }
}
