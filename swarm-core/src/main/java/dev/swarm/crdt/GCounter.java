package dev.swarm.crdt;

import org.jspecify.annotations.Nullable;

/**
 * A counter that only grows (Shapiro et al. 2011, section 3.1.1): a number for each replica, the value is their sum. A
 * delta holds the number of one replica. The size is the number of replicas that ever counted.
 */
public final class GCounter implements Crdt<GCounter> {

    /** Has counted nothing. */
    public static final GCounter EMPTY = new GCounter(VersionVector.EMPTY);

    private final VersionVector counts;

    private GCounter(VersionVector counts) {
        this.counts = counts;
    }

    /** Returns the counter with the given number for each replica. */
    public static GCounter of(VersionVector counts) {
        return counts.isEmpty() ? EMPTY : new GCounter(counts);
    }

    /**
     * Returns the delta that counts on. Merge it before the next one is made, or that one is lost.
     *
     * @param amount 0 or more; 0 gives an empty delta
     * @throws IllegalArgumentException if the amount is negative, or more than this replica can still count to
     */
    public GCounter increment(ReplicaId replica, long amount) {
        long count = counts.get(replica);
        if (amount < 0 || amount > Dot.MAX_COUNTER - count) {
            throw new IllegalArgumentException(
                    "A replica counts up to " + Dot.MAX_COUNTER + " in all, not " + amount + " from " + count + " on");
        }
        return amount == 0 ? EMPTY : new GCounter(VersionVector.EMPTY.with(replica, count + amount));
    }

    /** Returns the sum; {@link Long#MAX_VALUE} stands for that many and more. */
    public long value() {
        long[] sum = {0};
        counts.forEach((replica, count) -> sum[0] = Ranges.saturatedSum(sum[0], count));
        return sum[0];
    }

    /** Returns the number of each replica. */
    public VersionVector counts() {
        return counts;
    }

    @Override
    public GCounter merge(GCounter other) {
        return counts.includes(other.counts) ? this : new GCounter(counts.merge(other.counts));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof GCounter that && counts.equals(that.counts);
    }

    @Override
    public int hashCode() {
        return counts.hashCode();
    }

    @Override
    public String toString() {
        return value() + " " + counts;
    }
}
