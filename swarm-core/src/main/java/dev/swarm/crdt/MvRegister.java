package dev.swarm.crdt;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A value that keeps all concurrent writes until somebody writes again, having seen them (Shapiro et al. 2011, section
 * 3.2.2; Almeida et al. 2018, section 7.2). Size: one value, more only while there are concurrent ones.
 *
 * @param <V> immutable values with {@code equals} by value
 */
public final class MvRegister<V> extends Causal<MvRegister<V>> {

    private final List<Write<V>> writes;

    private MvRegister(List<Write<V>> writes, CausalContext context) {
        super(context);
        this.writes = writes;
    }

    /** Returns the register that was never written. */
    public static <V> MvRegister<V> empty() {
        return new MvRegister<>(List.of(), CausalContext.EMPTY);
    }

    /**
     * Returns the register of known parts, such as were read from bytes.
     *
     * @param writes live values by their dots
     * @param context all dots ever seen
     * @throws IllegalArgumentException if a dot is not in the context
     */
    public static <V> MvRegister<V> of(Map<Dot, V> writes, CausalContext context) {
        List<Write<V>> sorted = new ArrayList<>();
        writes.forEach((dot, value) -> sorted.add(new Write<>(dot, value)));
        sorted.sort(Comparator.comparing(Write::dot));
        MvRegister<V> register = new MvRegister<>(List.copyOf(sorted), context);
        register.checkContext();
        return register;
    }

    /** Returns the delta that writes a value over all that are there. */
    public MvRegister<V> assign(ReplicaId replica, V value) {
        Dot dot = context().nextDot(replica);
        return new MvRegister<>(List.of(new Write<>(dot, value)), seenWith(dot));
    }

    /** Returns the delta that removes the values that are there. Needs no replica: it issues no dot. */
    public MvRegister<V> clear() {
        return new MvRegister<>(List.of(), CausalContext.of(liveDots()));
    }

    /** Returns the values: none before the first write, several after concurrent ones; ordered by their dots. */
    public List<V> values() {
        return writes.stream().map(Write::value).toList();
    }

    /** Returns the live writes, ordered by their dots. */
    public List<Write<V>> writes() {
        return writes;
    }

    @Override
    MvRegister<V> join(MvRegister<V> other, Join join) {
        List<Write<V>> live = new ArrayList<>(writes.size() + other.writes.size());
        int i = 0;
        int j = 0;
        while (i < writes.size() || j < other.writes.size()) {
            int order = order(i, other, j);
            Write<V> write = order <= 0 ? writes.get(i) : other.writes.get(j);
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
            boolean isLive = order == 0 || (order < 0 ? join.keeps(write.dot) : join.takes(write.dot));
            if (isLive) {
                live.add(write);
            }
        }
        return new MvRegister<>(List.copyOf(live), CausalContext.EMPTY);
    }

    /** Ends count as later than everything. */
    private int order(int at, MvRegister<V> other, int otherAt) {
        if (at == writes.size()) {
            return 1;
        }
        return otherAt == other.writes.size() ? -1 : writes.get(at).dot.compareTo(other.writes.get(otherAt).dot);
    }

    @Override
    MvRegister<V> within(CausalContext other) {
        return new MvRegister<>(writes, other);
    }

    @Override
    MvRegister<V> self() {
        return this;
    }

    @Override
    boolean hasNoDots() {
        return writes.isEmpty();
    }

    @Override
    void forEachDot(Consumer<? super Dot> action) {
        writes.forEach(write -> action.accept(write.dot));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MvRegister<?> that && context().equals(that.context()) && writes.equals(that.writes);
    }

    @Override
    public int hashCode() {
        return 31 * context().hashCode() + writes.hashCode();
    }

    @Override
    public String toString() {
        return values().toString();
    }

    /**
     * One write that is still live.
     *
     * @param dot names it
     * @param value what was written
     */
    public record Write<V>(Dot dot, V value) {}
}
