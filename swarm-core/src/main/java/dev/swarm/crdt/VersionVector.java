package dev.swarm.crdt;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What is known of each replica without a gap: all its dots from 1 up to a counter. Two sorted arrays, so that a small
 * vector costs little and iteration is in the order of the replicas everywhere. A merge copies them, linear in the
 * number of replicas. Immutable.
 */
public final class VersionVector implements Crdt<VersionVector> {

    /** Knows nothing. */
    public static final VersionVector EMPTY = new VersionVector(new ReplicaId[0], new long[0]);

    /** How two vectors relate. */
    public enum Order {
        /** This one knows less. */
        BEFORE,
        /** This one knows more. */
        AFTER,
        /** Both know the same. */
        EQUAL,
        /** Each knows something that the other does not. */
        CONCURRENT
    }

    private final ReplicaId[] replicas;
    private final long[] counters;

    private VersionVector(ReplicaId[] replicas, long[] counters) {
        this.replicas = replicas;
        this.counters = counters;
    }

    /**
     * Returns the vector of some counters.
     *
     * @throws IllegalArgumentException if a counter is not from 1 to {@link Dot#MAX_COUNTER}
     */
    public static VersionVector of(Map<ReplicaId, Long> counters) {
        ReplicaId[] replicas = counters.keySet().toArray(new ReplicaId[0]);
        Arrays.sort(replicas);
        long[] sorted = new long[replicas.length];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = counters.getOrDefault(replicas[i], 0L);
            Dot.checkCounter(sorted[i]);
        }
        return new VersionVector(replicas, sorted);
    }

    /** Takes over sorted arrays that the caller gives up. */
    static VersionVector owning(ReplicaId[] replicas, long[] counters) {
        return replicas.length == 0 ? EMPTY : new VersionVector(replicas, counters);
    }

    /** Returns the highest counter known of a replica, 0 if none. */
    public long get(ReplicaId replica) {
        int at = Arrays.binarySearch(replicas, replica);
        return at < 0 ? 0 : counters[at];
    }

    /** Tells whether a dot is known. */
    public boolean includes(Dot dot) {
        return dot.counter() <= get(dot.replica());
    }

    /** Tells whether everything that the other one knows is known. */
    public boolean includes(VersionVector other) {
        for (int i = 0; i < other.replicas.length; i++) {
            if (get(other.replicas[i]) < other.counters[i]) {
                return false;
            }
        }
        return true;
    }

    /** Returns how this one relates to the other. */
    public Order compare(VersionVector other) {
        boolean hasAll = includes(other);
        boolean isHad = other.includes(this);
        if (hasAll) {
            return isHad ? Order.EQUAL : Order.AFTER;
        }
        return isHad ? Order.BEFORE : Order.CONCURRENT;
    }

    /**
     * Returns the first dot of a replica that is not known; it is not known afterwards either.
     *
     * @throws IllegalArgumentException after {@link Dot#MAX_COUNTER} dots
     */
    public Dot next(ReplicaId replica) {
        return new Dot(replica, get(replica) + 1);
    }

    /** Returns the highest counter of each replica in either. */
    @Override
    public VersionVector merge(VersionVector other) {
        if (includes(other)) {
            return this;
        }
        if (other.includes(this)) {
            return other;
        }
        ReplicaId[] names = union(replicas, other.replicas);
        long[] highest = new long[names.length];
        for (int i = 0; i < names.length; i++) {
            highest[i] = Math.max(get(names[i]), other.get(names[i]));
        }
        return new VersionVector(names, highest);
    }

    /**
     * Returns a vector in which a replica has another counter, a lower one too.
     *
     * @param counter 1 to {@link Dot#MAX_COUNTER}
     */
    public VersionVector with(ReplicaId replica, long counter) {
        Dot.checkCounter(counter);
        int at = Arrays.binarySearch(replicas, replica);
        if (at >= 0 && counters[at] == counter) {
            return this;
        }
        ReplicaId[] names = at >= 0 ? replicas : union(replicas, new ReplicaId[] {replica});
        long[] changed = new long[names.length];
        int from = at >= 0 ? at : -at - 1;
        System.arraycopy(counters, 0, changed, 0, from);
        changed[from] = counter;
        int rest = names.length - from - 1;
        System.arraycopy(counters, counters.length - rest, changed, from + 1, rest);
        return new VersionVector(names, changed);
    }

    /** Returns a vector that knows nothing of a replica; for one that nobody will ever name again. */
    public VersionVector without(ReplicaId replica) {
        int at = Arrays.binarySearch(replicas, replica);
        if (at < 0) {
            return this;
        }
        ReplicaId[] names = Arrays.copyOf(replicas, replicas.length - 1);
        long[] left = Arrays.copyOf(counters, names.length);
        System.arraycopy(replicas, at + 1, names, at, names.length - at);
        System.arraycopy(counters, at + 1, left, at, names.length - at);
        return owning(names, left);
    }

    /** Returns the known replicas in their order; cannot be changed. */
    public List<ReplicaId> replicas() {
        return Collections.unmodifiableList(Arrays.asList(replicas));
    }

    /** Returns the number of known replicas. */
    public int size() {
        return replicas.length;
    }

    /** Tells whether nothing is known. */
    public boolean isEmpty() {
        return replicas.length == 0;
    }

    /** Calls for each known replica in their order, with its counter. */
    public void forEach(ObjLongConsumer<? super ReplicaId> action) {
        for (int i = 0; i < replicas.length; i++) {
            action.accept(replicas[i], counters[i]);
        }
    }

    /** Returns the replicas of two sorted arrays, sorted; the first array itself if it has them all. */
    static ReplicaId[] union(ReplicaId[] some, ReplicaId[] others) {
        ReplicaId[] all = new ReplicaId[some.length + others.length];
        int count = 0;
        int i = 0;
        int j = 0;
        while (i < some.length || j < others.length) {
            int order = i == some.length ? 1 : j == others.length ? -1 : some[i].compareTo(others[j]);
            all[count++] = order <= 0 ? some[i] : others[j];
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return count == some.length ? some : Arrays.copyOf(all, count);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof VersionVector that
                && Arrays.equals(replicas, that.replicas)
                && Arrays.equals(counters, that.counters);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(replicas) + Arrays.hashCode(counters);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        forEach((replica, counter) -> text.append(text.length() > 1 ? ", " : "")
                .append(replica)
                .append(':')
                .append(counter));
        return text.append('}').toString();
    }
}
