package dev.swarm.crdt;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All dots a state has ever seen, those of removed elements too: a dot that is seen but no longer stored was removed,
 * which is why nothing here needs tombstones (Almeida et al. 2018, section 7; Bieniusa et al. 2012).
 *
 * <p>It is a {@linkplain #vector() version vector} and a cloud of dots beyond it that came early. Both are kept as
 * one list of ranges for each replica, always compacted: dots that close a gap vanish in the range, so the size is
 * the number of replicas and gaps, however many dots there were. Immutable. Iteration is in the order of the
 * replicas.
 */
public final class CausalContext implements Crdt<CausalContext> {

    /** Has seen nothing. */
    public static final CausalContext EMPTY = new CausalContext(new ReplicaId[0], new long[0][]);

    private static final long[] NONE = {};

    private final ReplicaId[] replicas;
    private final long[][] ranges;

    private CausalContext(ReplicaId[] replicas, long[][] ranges) {
        this.replicas = replicas;
        this.ranges = ranges;
    }

    /** Returns the context that has seen one dot. */
    public static CausalContext of(Dot dot) {
        long[][] only = {{dot.counter(), dot.counter()}};
        return new CausalContext(new ReplicaId[] {dot.replica()}, only);
    }

    /** Returns the context that has seen some dots; they may come in any order and twice. */
    public static CausalContext of(Collection<Dot> dots) {
        if (dots.isEmpty()) {
            return EMPTY;
        }
        Dot[] sorted = dots.toArray(new Dot[0]);
        Arrays.sort(sorted);
        SortedMap<ReplicaId, long[]> found = new TreeMap<>();
        for (int from = 0, to; from < sorted.length; from = to) {
            ReplicaId replica = sorted[from].replica();
            for (to = from + 1; to < sorted.length && sorted[to].replica().equals(replica); ) {
                to++;
            }
            found.put(replica, compacted(sorted, from, to));
        }
        return ofChecked(found);
    }

    /**
     * Returns the context of ranges.
     *
     * @param ranges for each replica pairs of a first and a last counter, ascending, with a gap after each pair
     * @throws IllegalArgumentException if they are not
     */
    public static CausalContext of(Map<ReplicaId, long[]> ranges) {
        SortedMap<ReplicaId, long[]> copies = new TreeMap<>();
        ranges.forEach((replica, pairs) -> {
            Ranges.check(pairs);
            copies.put(replica, pairs.clone());
        });
        return ofChecked(copies);
    }

    private static CausalContext ofChecked(SortedMap<ReplicaId, long[]> ranges) {
        return new CausalContext(
                ranges.keySet().toArray(new ReplicaId[0]), ranges.values().toArray(new long[0][]));
    }

    private static long[] compacted(Dot[] sorted, int from, int to) {
        long[] pairs = new long[2 * (to - from)];
        int length = 0;
        for (int i = from; i < to; i++) {
            long counter = sorted[i].counter();
            if (length > 0 && counter <= pairs[length - 1] + 1) {
                pairs[length - 1] = counter;
            } else {
                pairs[length++] = counter;
                pairs[length++] = counter;
            }
        }
        return Arrays.copyOf(pairs, length);
    }

    /** Tells whether a dot was seen. */
    public boolean includes(Dot dot) {
        return Ranges.includes(rangesOf(dot.replica()), dot.counter());
    }

    /** Tells whether all was seen that the other one has seen. */
    public boolean includes(CausalContext other) {
        for (int i = 0; i < other.replicas.length; i++) {
            if (!Ranges.includesAll(rangesOf(other.replicas[i]), other.ranges[i])) {
                return false;
            }
        }
        return true;
    }

    /** Returns the context that has seen one more dot. */
    public CausalContext add(Dot dot) {
        return includes(dot) ? this : merge(of(dot));
    }

    /** Returns the context that has seen what either has seen. */
    @Override
    public CausalContext merge(CausalContext other) {
        if (includes(other)) {
            return this;
        }
        if (other.includes(this)) {
            return other;
        }
        ReplicaId[] names = VersionVector.union(replicas, other.replicas);
        long[][] all = new long[names.length][];
        int mine = 0;
        int theirs = 0;
        for (int i = 0; i < names.length; i++) {
            boolean isMine = mine < replicas.length && replicas[mine].equals(names[i]);
            boolean isTheirs = theirs < other.replicas.length && other.replicas[theirs].equals(names[i]);
            long[] some = isMine ? ranges[mine++] : NONE;
            all[i] = isTheirs ? Ranges.union(some, other.ranges[theirs++]) : some;
        }
        return new CausalContext(names, all);
    }

    /**
     * Returns a dot that a replica may issue now: the one after the highest seen of it. Only the replica itself may
     * ask, on a state that has merged all deltas it made so far, or it issues a dot twice.
     *
     * @throws IllegalArgumentException after {@link Dot#MAX_COUNTER}
     */
    public Dot nextDot(ReplicaId replica) {
        long[] seen = rangesOf(replica);
        return new Dot(replica, seen.length == 0 ? 1 : seen[seen.length - 1] + 1);
    }

    /** Returns what was seen without a gap. */
    public VersionVector vector() {
        ReplicaId[] names = new ReplicaId[replicas.length];
        long[] counters = new long[replicas.length];
        int count = 0;
        for (int i = 0; i < replicas.length; i++) {
            if (ranges[i][0] == 1) {
                names[count] = replicas[i];
                counters[count++] = ranges[i][1];
            }
        }
        return VersionVector.owning(Arrays.copyOf(names, count), Arrays.copyOf(counters, count));
    }

    /** Returns the number of ranges beyond the {@linkplain #vector() vector}; 0 when nothing came early. */
    public int cloudRanges() {
        int count = 0;
        for (long[] pairs : ranges) {
            count += pairs.length / 2 - (pairs[0] == 1 ? 1 : 0);
        }
        return count;
    }

    /** Returns how many dots were seen; {@link Long#MAX_VALUE} stands for that many and more. */
    public long dotCount() {
        long count = 0;
        for (long[] pairs : ranges) {
            count = Ranges.saturatedSum(count, Ranges.count(pairs));
        }
        return count;
    }

    /** Tells whether nothing was seen. */
    public boolean isEmpty() {
        return replicas.length == 0;
    }

    /** Calls for each replica in their order with a copy of its ranges: pairs of a first and a last counter. */
    public void forEachReplica(BiConsumer<? super ReplicaId, long[]> action) {
        for (int i = 0; i < replicas.length; i++) {
            action.accept(replicas[i], ranges[i].clone());
        }
    }

    /** Calls for each dot in order; there may be very many. */
    void forEachDot(Consumer<? super Dot> action) {
        for (int i = 0; i < replicas.length; i++) {
            for (int pair = 0; pair < ranges[i].length; pair += 2) {
                for (long counter = ranges[i][pair]; counter <= ranges[i][pair + 1]; counter++) {
                    action.accept(new Dot(replicas[i], counter));
                }
            }
        }
    }

    private long[] rangesOf(ReplicaId replica) {
        int at = Arrays.binarySearch(replicas, replica);
        return at < 0 ? NONE : ranges[at];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CausalContext that
                && Arrays.equals(replicas, that.replicas)
                && Arrays.deepEquals(ranges, that.ranges);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(replicas) + Arrays.deepHashCode(ranges);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        forEachReplica((replica, pairs) -> text.append(text.length() > 1 ? ", " : "")
                .append(replica)
                .append(':')
                .append(Arrays.toString(pairs)));
        return text.append('}').toString();
    }
}
