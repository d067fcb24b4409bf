package dev.swarm.engine.registry.tenure;

import dev.swarm.engine.registry.tenure.Rounds.Round;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Which partitions this process owns, and until when. Written by the engine's one thread; other threads compare the
 * ends with the clock themselves, so that a lease ends for them while the engine stands still.
 *
 * <p>An end once reached is never taken back but by giving up: whoever granted it has promised it until then.
 */
final class Leases implements TenureGate {

    private final long grantNanos;
    private final AtomicLongArray untilNanos;
    private final long[] ceilings;
    private final long[] floors;
    private final BitSet held = new BitSet();
    private final BitSet changed = new BitSet();
    private final BitSet lost = new BitSet();
    private long nextEndNanos = Deadline.NEVER;
    private long awaited;

    Leases(Terms terms) {
        this.grantNanos = terms.grantNanos();
        this.untilNanos = new AtomicLongArray(terms.partitions());
        this.ceilings = new long[terms.partitions()];
        this.floors = new long[terms.partitions()];
    }

    @Override
    public boolean isHeldAt(int partition, long nanos) {
        return nanos < untilNanos.get(partition);
    }

    long floor(int partition) {
        return floors[partition];
    }

    long ceiling(int partition) {
        return held.get(partition) ? ceilings[partition] : 0;
    }

    boolean isHeld(int partition) {
        return held.get(partition);
    }

    /** Returns what is owned; not to be changed. */
    BitSet held() {
        return held;
    }

    /** Returns what ran out and was not drained since; not to be changed. */
    BitSet lost() {
        return lost;
    }

    /** Returns when the first of them may run out; perhaps they have been made longer since. */
    long nextEndNanos() {
        return nextEndNanos;
    }

    /** Ceilings that reach this token will be told as changes. */
    void await(long token) {
        awaited = Math.max(awaited, token);
    }

    /** Tells whether a round of which a quorum's answers came still lets something be owned. */
    boolean isAlive(Now now, Round round) {
        return now.nanos() < round.sentNanos() + grantNanos;
    }

    /**
     * Owns a partition for longer, by the round that a quorum has granted. One that is not owned yet comes only if
     * there are tokens for it: the ceiling that the quorum knows is above the floor, and above what was handed out here
     * before.
     *
     * @param floor what tokens must exceed if the partition comes now
     */
    void extend(Now now, int partition, Round round, long floor) {
        long until = round.sentNanos() + grantNanos;
        if (until <= now.nanos()) {
            return;
        }
        long ceiling = ceilings[partition];
        if (!held.get(partition)) {
            long above = Math.max(floor, ceiling);
            if (round.ceiling() <= above) {
                return;
            }
            floors[partition] = above;
            held.set(partition);
            changed.set(partition);
            nextEndNanos = Math.min(nextEndNanos, until);
        } else if (ceiling < awaited && round.ceiling() >= awaited) {
            changed.set(partition);
        }
        ceilings[partition] = Math.max(ceiling, round.ceiling());
        untilNanos.set(partition, Math.max(untilNanos.get(partition), until));
    }

    /** Gives partitions up. */
    void release(BitSet partitions) {
        for (int p = partitions.nextSetBit(0); p >= 0; p = partitions.nextSetBit(p + 1)) {
            if (held.get(p)) {
                drop(p);
            }
        }
    }

    /** Returns what has run out since the last call. */
    BitSet expire(Now now) {
        BitSet ended = new BitSet();
        if (now.nanos() < nextEndNanos) {
            return ended;
        }
        nextEndNanos = Deadline.NEVER;
        for (int p = held.nextSetBit(0); p >= 0; p = held.nextSetBit(p + 1)) {
            if (isHeldAt(p, now.nanos())) {
                nextEndNanos = Math.min(nextEndNanos, untilNanos.get(p));
            } else {
                ended.set(p);
                drop(p);
            }
        }
        lost.or(ended);
        return ended;
    }

    private void drop(int p) {
        untilNanos.set(p, 0);
        held.clear(p);
        changed.set(p);
    }

    BitSet drainChanged() {
        BitSet drained = (BitSet) changed.clone();
        changed.clear();
        lost.clear();
        return drained;
    }
}
