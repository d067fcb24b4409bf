package dev.swarm.crdt;

import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value of which the last write wins, by the total order of its {@linkplain Stamp stamp} (Shapiro et al. 2011,
 * section 3.2.1). Of concurrent writes one survives, the same everywhere. A register is its own delta.
 *
 * <p>The winner is the later time; then the greater replica; then, should one replica ever have put the same stamp on
 * two values, the greater value by the comparator. So merging is commutative even then. The comparator must tell
 * apart whatever is not equal, and be the same on all nodes; it is no part of the state.
 *
 * @param <V> immutable values with {@code equals} by value
 */
public final class LwwRegister<V> implements Crdt<LwwRegister<V>> {

    private final Stamp stamp;
    private final V value;
    private final Comparator<? super V> tieBreak;

    private LwwRegister(Stamp stamp, V value, Comparator<? super V> tieBreak) {
        this.stamp = Objects.requireNonNull(stamp, "stamp");
        this.value = Objects.requireNonNull(value, "value");
        this.tieBreak = Objects.requireNonNull(tieBreak, "tieBreak");
    }

    /**
     * Returns a register.
     *
     * @param stamp when the value was written, and by whom
     * @param value the value
     * @param tieBreak order of values under the same stamp, zero only for equal ones
     */
    public static <V> LwwRegister<V> of(Stamp stamp, V value, Comparator<? super V> tieBreak) {
        return new LwwRegister<>(stamp, value, tieBreak);
    }

    /**
     * Returns the delta that writes a value over all that was merged so far.
     *
     * @param wallMillis wall clock in milliseconds since 1970; it may be behind the stamp that is there
     * @param replica who writes
     */
    public LwwRegister<V> assign(ReplicaId replica, V newValue, long wallMillis) {
        return new LwwRegister<>(Stamp.next(stamp, wallMillis, replica), newValue, tieBreak);
    }

    /** Returns the value. */
    public V value() {
        return value;
    }

    /** Returns when it was written, and by whom. */
    public Stamp stamp() {
        return stamp;
    }

    /**
     * Returns the one that was written last.
     *
     * @throws IllegalStateException if the comparator finds no difference between values that are not equal
     */
    @Override
    public LwwRegister<V> merge(LwwRegister<V> other) {
        int order = stamp.compareTo(other.stamp);
        if (order == 0 && !value.equals(other.value)) {
            order = tieBreak.compare(value, other.value);
            if (order == 0) {
                throw new IllegalStateException("The order of values finds no difference between those of " + stamp);
            }
        }
        return order >= 0 ? this : other;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LwwRegister<?> that && stamp.equals(that.stamp) && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return 31 * stamp.hashCode() + value.hashCode();
    }

    @Override
    public String toString() {
        return value + " (" + stamp + ")";
    }
}
