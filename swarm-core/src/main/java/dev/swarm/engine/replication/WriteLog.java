package dev.swarm.engine.replication;

import dev.swarm.engine.table.BytePage;
import dev.swarm.engine.wire.replication.Write;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The latest writes of one origin, without gaps, from which neighbours are served. What is older is given to them as
 * state instead. A number whose write was ended before it came here is kept as an empty place.
 *
 * <p>Numbers are those of the origin, counted from 1.
 */
final class WriteLog {

    private static final int INITIAL = 16;

    /** Fewer places are not worth giving back. */
    private static final int REACH_PLACES = 4_096;

    private static final int ROOM = 1_024;
    private static final int EMPTY = -1;

    /** Writes, or the pages in which their rows stand or stood: there may be very many, which are objects nowhere. */
    private @Nullable Object[] ring = new Object[INITIAL];

    /** Where in those pages. */
    private int[] ats = new int[INITIAL];

    private long[] endedBy = new long[INITIAL];
    private long first = 1;
    private long next = 1;

    /** Appends the write of the next number. */
    void append(Write write) {
        place(write.number(), write, 0, 0);
    }

    /** Appends the write of the next number, which stands as a row in a page that stays as it is. */
    void append(long number, BytePage page, int at) {
        place(number, page, at, 0);
    }

    /** Appends an empty place for a write that was ended by one that follows not later than the number given. */
    void appendEnded(long number, long byAtMost) {
        place(number, null, 0, byAtMost);
    }

    /** Notes that a write is ended by a later one of the same origin. */
    void end(long number, long by) {
        if (number >= first && number < next) {
            endedBy[slot(number)] = by;
        }
    }

    /** Forgets everything; the next write will have that number. */
    void clear(long nextNumber) {
        for (long number = first; number < next; number++) {
            ring[slot(number)] = null;
        }
        first = nextNumber;
        next = nextNumber;
    }

    /** Returns the number of the oldest write that is kept, or of the next one if none is. */
    long first() {
        return first;
    }

    boolean isEmpty() {
        return first == next;
    }

    /** Takes out the oldest write; returns about how many bytes it takes on the wire, below zero if it is empty. */
    int removeFirst() {
        int bytes = roughBytes(first);
        ring[slot(first)] = null;
        first++;
        if (ring.length > ROOM && next - first < ring.length / 8) {
            resize(ring.length / 2);
        }
        return bytes;
    }

    /** Returns about how many bytes the write of a number takes on the wire, below zero if its place is empty. */
    private int roughBytes(long number) {
        Object item = ring[slot(number)];
        return item == null ? EMPTY : LoggedWrites.roughBytes(item, ats[slot(number)]);
    }

    /**
     * Returns up to which number a range from a first one reaches that has about so many writes and bytes, and no more
     * than a few thousand places, empty ones included. A range never ends between an empty place and the write for
     * which it is empty.
     */
    long reach(long from, int writes, int bytes) {
        long hopeful = reach(from, writes, bytes, true);
        return isWithin(from, hopeful, 2L * writes, 2L * bytes) ? hopeful : reach(from, writes, bytes, false);
    }

    /**
     * Reaches as far as the budget allows.
     *
     * @param hopeful whether what was ended is taken to be ended within the range, and so to cost nothing
     */
    private long reach(long from, int writes, int bytes, boolean hopeful) {
        long mustReach = from;
        int left = bytes;
        int room = writes;
        long number = from;
        for (; number < next; number++) {
            boolean full = left <= 0 || room <= 0 || number - from >= REACH_PLACES;
            if (full && number > mustReach) {
                break;
            }
            if (ring[slot(number)] == null) {
                mustReach = Math.max(mustReach, endedBy[slot(number)]);
            } else if (!hopeful || endedBy[slot(number)] == 0) {
                left -= roughBytes(number);
                room--;
            }
        }
        return number - 1;
    }

    private boolean isWithin(long from, long last, long most, long mostBytes) {
        long count = 0;
        long bytes = 0;
        for (long number = from; number <= last; number++) {
            if (isKept(number, last)) {
                count++;
                bytes += roughBytes(number);
            }
        }
        return count == 1 || (count <= most && bytes <= mostBytes);
    }

    /**
     * Returns the writes of a range without those that a later one of the range ends. A write that itself ended
     * others' is kept: only it tells of that.
     */
    List<Write> range(long from, long last) {
        LoggedWrites writes = new LoggedWrites((int) Math.min(last - from + 1, ROOM));
        for (long number = from; number <= last; number++) {
            Object item = ring[slot(number)];
            if (item != null && isKept(number, last)) {
                writes.add(item, ats[slot(number)]);
            }
        }
        return writes;
    }

    /** Tells whether there is a write of that number, and a range up to a last one does not do without it. */
    private boolean isKept(long number, long last) {
        Object item = ring[slot(number)];
        long by = endedBy[slot(number)];
        boolean hasEnded = item instanceof Write write && !write.seen().isEmpty();
        return item != null && (by == 0 || by > last || hasEnded);
    }

    private void place(long number, @Nullable Object item, int at, long by) {
        if (number != next) {
            clear(number);
        }
        if (next - first == ring.length) {
            resize(2 * ring.length);
        }
        ring[slot(next)] = item;
        ats[slot(next)] = at;
        endedBy[slot(next)] = by;
        next++;
    }

    private int slot(long number) {
        return (int) (number & (ring.length - 1));
    }

    private void resize(int length) {
        Object[] oldRing = ring;
        int[] oldAts = ats;
        long[] oldEndedBy = endedBy;
        ring = new Object[length];
        ats = new int[length];
        endedBy = new long[length];
        for (long number = first; number < next; number++) {
            int old = (int) (number & (oldRing.length - 1));
            ring[slot(number)] = oldRing[old];
            ats[slot(number)] = oldAts[old];
            endedBy[slot(number)] = oldEndedBy[old];
        }
    }
}
