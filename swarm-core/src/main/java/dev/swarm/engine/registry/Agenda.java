package dev.swarm.engine.registry;

import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Which of many deadlines comes next. Whoever sets a deadline enters it; an entry that its deadline has left behind
 * counts for nothing. Equal moments come in the order in which they were entered.
 *
 * @param <T> what has deadlines
 */
final class Agenda<T> {

    private final Queue<Entry<T>> entries = new PriorityQueue<>(
            Comparator.<Entry<T>>comparingLong(Entry::atNanos).thenComparingLong(Entry::order));
    private long lastOrder;

    private record Entry<T>(T item, Deadline deadline, long atNanos, long order) {

        boolean isStale() {
            return deadline.atNanos() != atNanos;
        }
    }

    /** Sets a deadline and enters it. */
    void set(Now now, T item, Deadline deadline, long delayNanos) {
        setAt(item, deadline, Deadline.saturatedAdd(now.nanos(), delayNanos));
    }

    /** Sets a deadline to a moment and enters it. */
    void setAt(T item, Deadline deadline, long atNanos) {
        deadline.setAt(atNanos);
        entries.add(new Entry<>(item, deadline, atNanos, ++lastOrder));
    }

    /** Takes the next one that is due, whose deadline is cleared; {@code null} if none is. */
    @Nullable
    T pollDue(Now now) {
        Entry<T> first = first();
        if (first == null || first.atNanos() > now.nanos()) {
            return null;
        }
        entries.remove();
        first.deadline().clear();
        return first.item();
    }

    /** Returns the next moment, or {@link Deadline#NEVER}. */
    long nextNanos() {
        Entry<T> first = first();
        return first == null ? Deadline.NEVER : first.atNanos();
    }

    private @Nullable Entry<T> first() {
        Entry<T> first = entries.peek();
        while (first != null && first.isStale()) {
            entries.remove();
            first = entries.peek();
        }
        return first;
    }
}
