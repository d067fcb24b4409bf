package dev.swarm.crdt;

/**
 * A counter that grows and shrinks: two {@linkplain GCounter counters} that grow, one for what was added, one for
 * what was taken away (Shapiro et al. 2011, section 3.1.3). A delta holds one number of one replica.
 *
 * @param added what was added
 * @param taken what was taken away
 */
public record PnCounter(GCounter added, GCounter taken) implements Crdt<PnCounter> {

    /** Has counted nothing. */
    public static final PnCounter EMPTY = new PnCounter(GCounter.EMPTY, GCounter.EMPTY);

    /**
     * Returns the delta that counts up. Merge it before the next one is made, or that one is lost.
     *
     * @param amount 0 or more; 0 gives an empty delta
     * @throws IllegalArgumentException if the amount is negative, or more than this replica can still add
     */
    public PnCounter increment(ReplicaId replica, long amount) {
        return new PnCounter(added.increment(replica, amount), GCounter.EMPTY);
    }

    /**
     * Returns the delta that counts down. Merge it before the next one is made, or that one is lost.
     *
     * @param amount 0 or more; 0 gives an empty delta
     * @throws IllegalArgumentException if the amount is negative, or more than this replica can still take away
     */
    public PnCounter decrement(ReplicaId replica, long amount) {
        return new PnCounter(GCounter.EMPTY, taken.increment(replica, amount));
    }

    /** Returns what was added less what was taken; each of both counts as {@link Long#MAX_VALUE} if it is more. */
    public long value() {
        return added.value() - taken.value();
    }

    @Override
    public PnCounter merge(PnCounter other) {
        boolean hasAll =
                added.counts().includes(other.added.counts()) && taken.counts().includes(other.taken.counts());
        return hasAll ? this : new PnCounter(added.merge(other.added), taken.merge(other.taken));
    }

    @Override
    public String toString() {
        return Long.toString(value());
    }
}
