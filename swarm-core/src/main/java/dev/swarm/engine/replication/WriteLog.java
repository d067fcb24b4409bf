package dev.swarm.engine.replication;

import dev.swarm.engine.wire.replication.Write;
import java.util.ArrayList;
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

    private @Nullable Write[] ring = new Write[INITIAL];
    private long[] endedBy = new long[INITIAL];
    private long first = 1;
    private long next = 1;

    /** Appends the write of the next number. */
    void append(Write write) {
        place(write.number(), write, 0);
    }

    /** Appends an empty place for a write that was ended by one that follows not later than the number given. */
    void appendEnded(long number, long byAtMost) {
        place(number, null, byAtMost);
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

    /** Takes out the oldest write. */
    @Nullable
    Write removeFirst() {
        Write write = ring[slot(first)];
        ring[slot(first)] = null;
        first++;
        if (ring.length > ROOM && next - first < ring.length / 8) {
            resize(ring.length / 2);
        }
        return write;
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
            Write write = ring[slot(number)];
            boolean full = left <= 0 || room <= 0 || number - from >= REACH_PLACES;
            if (full && number > mustReach) {
                break;
            }
            if (write == null) {
                mustReach = Math.max(mustReach, endedBy[slot(number)]);
            } else if (!hopeful || endedBy[slot(number)] == 0) {
                left -= write.roughBytes();
                room--;
            }
        }
        return number - 1;
    }

    private boolean isWithin(long from, long last, long most, long mostBytes) {
        long count = 0;
        long bytes = 0;
        for (long number = from; number <= last; number++) {
            Write write = kept(number, last);
            if (write != null) {
                count++;
                bytes += write.roughBytes();
            }
        }
        return count == 1 || (count <= most && bytes <= mostBytes);
    }

    /**
     * Returns the writes of a range without those that a later one of the range ends. A write that itself ended
     * others' is kept: only it tells of that.
     */
    List<Write> range(long from, long last) {
        List<Write> writes = new ArrayList<>((int) Math.min(last - from + 1, ROOM));
        for (long number = from; number <= last; number++) {
            Write write = kept(number, last);
            if (write != null) {
                writes.add(write);
            }
        }
        return writes;
    }

    /** Returns the write of that number, {@code null} if a range up to a last one does without it. */
    private @Nullable Write kept(long number, long last) {
        Write write = ring[slot(number)];
        long by = endedBy[slot(number)];
        boolean isEnded = by != 0 && by <= last && write != null && write.seen().isEmpty();
        return isEnded ? null : write;
    }

    private void place(long number, @Nullable Write write, long by) {
        if (number != next) {
            clear(number);
        }
        if (next - first == ring.length) {
            resize(2 * ring.length);
        }
        ring[slot(next)] = write;
        endedBy[slot(next)] = by;
        next++;
    }

    private int slot(long number) {
        return (int) (number & (ring.length - 1));
    }

    private void resize(int length) {
        Write[] oldRing = ring;
        long[] oldEndedBy = endedBy;
        ring = new Write[length];
        endedBy = new long[ring.length];
        for (long number = first; number < next; number++) {
            int old = (int) (number & (oldRing.length - 1));
            ring[slot(number)] = oldRing[old];
            endedBy[slot(number)] = oldEndedBy[old];
        }
    }
}
