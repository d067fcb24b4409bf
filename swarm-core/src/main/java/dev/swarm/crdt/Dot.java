package dev.swarm.crdt;

/**
 * Names one change: the n-th of a replica. No two changes ever have the same dot (Almeida et al. 2018, section 7).
 * Ordered by replica, then counter.
 *
 * @param replica who made the change
 * @param counter 1 to {@link #MAX_COUNTER}
 */
public record Dot(ReplicaId replica, long counter) implements Comparable<Dot> {

    /** Highest counter; one less than the largest number, so that the next one can always be written down. */
    public static final long MAX_COUNTER = Long.MAX_VALUE - 1;

    /**
     * Checks the counter.
     *
     * @throws IllegalArgumentException if it is not from 1 to {@link #MAX_COUNTER}
     */
    public Dot {
        checkCounter(counter);
    }

    static void checkCounter(long counter) {
        if (counter < 1 || counter > MAX_COUNTER) {
            throw new IllegalArgumentException("A counter is 1 to " + MAX_COUNTER + ", not " + counter);
        }
    }

    @Override
    public int compareTo(Dot other) {
        int byReplica = replica.compareTo(other.replica);
        return byReplica != 0 ? byReplica : Long.compare(counter, other.counter);
    }

    @Override
    public String toString() {
        return replica + ":" + counter;
    }
}
