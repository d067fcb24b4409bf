package dev.swarm.engine.replication;

import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.replication.Write;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.ToLongFunction;

/**
 * How many writes are kept one by one, over all origins together: the oldest go first. Neighbours that lack what has
 * gone get states instead.
 */
final class Retention {

    /** An empty place in a log costs little, but not nothing. */
    private static final int PLACE_BYTES = 16;

    /** What all neighbours have is kept up to this share of the bound. */
    private static final int KEPT_SHARE = 32;

    /** Fewer places are not worth giving back. */
    private static final int ROOM = 1_024;

    /**
     * What a write costs beside its key and value: its objects, their heads, its places here and in the log. One whose
     * row is bytes costs less, and less than those if it is not there any more; it is counted alike.
     */
    private static final int WRITE_OVERHEAD_BYTES = 144;

    private static final long TRIM_NANOS = 250_000_000;

    private final long maxBytes;
    private final Deadline trim = new Deadline();
    private Deque<Stretch> order = new ArrayDeque<>();
    private int most;
    private long bytes;

    /** Places of one log that were appended one after the other; mostly many, as they come. */
    private static final class Stretch {

        final Origin origin;
        long places;

        Stretch(Origin origin) {
            this.origin = origin;
        }
    }

    Retention(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    void append(Origin origin, Write write) {
        origin.log().append(write);
        note(origin, WRITE_OVERHEAD_BYTES + write.roughBytes());
    }

    /** As {@link #append(Origin, Write)}, of a write that has just been put among rows that are bytes. */
    void append(Origin origin, long number, PackedRows rows) {
        origin.log().append(number, rows.page(), rows.at());
        note(origin, WRITE_OVERHEAD_BYTES + PackedRows.roughBytes(rows.page(), rows.at()));
    }

    /** Appends empty places for a range of numbers, which are ended at the latest by another one. */
    void appendEnded(Origin origin, long from, long last, long byAtMost) {
        for (long number = from; number <= last; number++) {
            origin.log().appendEnded(number, byAtMost);
            note(origin, PLACE_BYTES);
        }
    }

    /** Notes that an origin's writes were learnt as state, so that its log begins anew. */
    void restart(Origin origin) {
        while (!origin.log().isEmpty()) {
            drop(origin);
        }
        origin.log().clear(origin.have() + 1);
    }

    /** What is kept may be more than is needed, or soon is. */
    void trimSoon(Now now) {
        if (!trim.isSet()) {
            trim.set(now, TRIM_NANOS);
        }
    }

    /**
     * Time passed.
     *
     * @param ackedByAll up to which number all neighbours have the writes of an origin
     */
    void onTime(Now now, ToLongFunction<Origin> ackedByAll) {
        if (trim.isDue(now)) {
            trim.clear();
            trim(ackedByAll);
        }
    }

    /** Returns when {@link #onTime} wants to be called. */
    long nextDeadlineNanos() {
        return trim.atNanos();
    }

    /** Drops the oldest writes that all neighbours have, down to what is kept for those who come back soon. */
    void trim(ToLongFunction<Origin> ackedByAll) {
        while (bytes > maxBytes / KEPT_SHARE && !order.isEmpty()) {
            Origin oldest = order.element().origin;
            if (!oldest.log().isEmpty() && oldest.log().first() > ackedByAll.applyAsLong(oldest)) {
                return;
            }
            dropOldest();
        }
        giveBack();
    }

    /** After a flood its room is given back too. */
    private void giveBack() {
        if (most > ROOM && order.size() < most / KEPT_SHARE) {
            order = new ArrayDeque<>(order);
            most = order.size();
        }
    }

    long bytes() {
        return bytes;
    }

    private void note(Origin origin, int size) {
        Stretch last = order.peekLast();
        if (last == null || last.origin != origin) {
            last = new Stretch(origin);
            order.add(last);
            most = Math.max(most, order.size());
        }
        last.places++;
        bytes += size;
        while (bytes > maxBytes && !isLast()) {
            dropOldest();
        }
    }

    /** Tells whether there is no more than one place. */
    private boolean isLast() {
        return order.size() <= 1 && (order.isEmpty() || order.element().places <= 1);
    }

    /** Drops the oldest place, if its log did not begin anew meanwhile. */
    private void dropOldest() {
        Stretch oldest = order.element();
        if (!oldest.origin.log().isEmpty()) {
            drop(oldest.origin);
        }
        if (--oldest.places == 0) {
            order.remove();
        }
    }

    private void drop(Origin origin) {
        int roughBytes = origin.log().removeFirst();
        bytes -= roughBytes < 0 ? PLACE_BYTES : WRITE_OVERHEAD_BYTES + roughBytes;
    }
}
