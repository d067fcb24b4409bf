package dev.swarm.engine.registry;

import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which of very many moments comes next. Whatever waits has an entry of its own, which is in at most one place, so that
 * what waits no longer leaves nothing behind. Moments that are far away are rounded up to whole milliseconds: those of
 * one millisecond stand together, and entering one more changes nothing but its neighbour. Equal moments come in the
 * order in which they were entered.
 *
 * @param <T> what waits
 */
final class Agenda<T> {

    private static final long NEAR_NANOS = 16_000_000;
    private static final long GRAIN_NANOS = 1_000_000;

    private final TreeMap<Long, Slot<T>> slots = new TreeMap<>();

    /** Where the last one was entered, and mostly the next one is. */
    private @Nullable Slot<T> latest;

    /**
     * What may wait for a moment. Made with what waits, and changed by its agenda alone.
     *
     * @param <T> what waits
     */
    static final class Entry<T> {

        private final T item;
        private @Nullable Slot<T> slot;
        private @Nullable Entry<T> before;
        private @Nullable Entry<T> after;

        Entry(T item) {
            this.item = item;
        }

        /** Tells whether it waits for a moment. */
        boolean isSet() {
            return slot != null;
        }

        /** Tells whether the moment has come. */
        boolean isDue(Now now) {
            Slot<T> at = slot;
            return at != null && at.atNanos <= now.nanos();
        }

        /** Waits for nothing. */
        void clear() {
            Slot<T> at = slot;
            if (at != null) {
                at.remove(this);
            }
        }
    }

    /** All that wait for one moment. */
    private static final class Slot<T> {

        private final Agenda<T> agenda;
        private final long atNanos;
        private @Nullable Entry<T> first;
        private @Nullable Entry<T> last;

        private Slot(Agenda<T> agenda, long atNanos) {
            this.agenda = agenda;
            this.atNanos = atNanos;
        }

        private void add(Entry<T> entry) {
            Entry<T> end = last;
            entry.slot = this;
            entry.before = end;
            last = entry;
            if (end == null) {
                first = entry;
            } else {
                end.after = entry;
            }
        }

        private void remove(Entry<T> entry) {
            Entry<T> before = entry.before;
            Entry<T> after = entry.after;
            if (before == null) {
                first = after;
            } else {
                before.after = after;
            }
            if (after == null) {
                last = before;
            } else {
                after.before = before;
            }
            entry.slot = null;
            entry.before = null;
            entry.after = null;
            if (first == null) {
                agenda.drop(this);
            }
        }
    }

    /** Has an entry wait for the moment that lies a delay ahead, and for no other. */
    void set(Now now, Entry<T> entry, long delayNanos) {
        setAt(now, entry, Deadline.saturatedAdd(now.nanos(), delayNanos));
    }

    /** Has an entry wait for a moment, and for no other; for nothing if that is {@link Deadline#NEVER}. */
    void setAt(Now now, Entry<T> entry, long atNanos) {
        entry.clear();
        if (atNanos != Deadline.NEVER) {
            slot(rounded(now, atNanos)).add(entry);
        }
    }

    /** Takes the next one that is due, which waits for nothing then; {@code null} if none is. */
    @Nullable
    T pollDue(Now now) {
        Map.Entry<Long, Slot<T>> next = slots.firstEntry();
        Entry<T> first = next == null || next.getKey() > now.nanos() ? null : next.getValue().first;
        if (first == null) {
            return null;
        }
        first.clear();
        return first.item;
    }

    /** Returns the next moment, or {@link Deadline#NEVER}. */
    long nextNanos() {
        return slots.isEmpty() ? Deadline.NEVER : slots.firstKey();
    }

    private static long rounded(Now now, long atNanos) {
        boolean isNear = atNanos - now.nanos() < NEAR_NANOS;
        long rest = isNear ? 0 : Math.floorMod(atNanos, GRAIN_NANOS);
        return rest == 0 ? atNanos : Deadline.saturatedAdd(atNanos, GRAIN_NANOS - rest);
    }

    private Slot<T> slot(long atNanos) {
        Slot<T> slot = latest;
        if (slot == null || slot.atNanos != atNanos) {
            slot = slots.computeIfAbsent(atNanos, at -> new Slot<>(this, at));
            latest = slot;
        }
        return slot;
    }

    private void drop(Slot<T> slot) {
        slots.remove(slot.atNanos);
        latest = slot == latest ? null : latest;
    }
}
