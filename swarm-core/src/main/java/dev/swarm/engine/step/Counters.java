package dev.swarm.engine.step;

import dev.swarm.api.Rejection;
import dev.swarm.api.TrafficCounter;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counts of one engine: written by its one thread, read by any. */
public final class Counters {

    private static final int TRAFFIC = TrafficCounter.values().length;

    private final AtomicLongArray values = new AtomicLongArray(TRAFFIC + Rejection.values().length);

    /** Counts one more. */
    public void increment(TrafficCounter counter) {
        add(counter, 1);
    }

    /** Counts several more. */
    public void add(TrafficCounter counter, long amount) {
        addAt(counter.ordinal(), amount);
    }

    /** Counts one more dropped packet, stream or claim. */
    public void increment(Rejection reason) {
        addAt(TRAFFIC + reason.ordinal(), 1);
    }

    /** Returns a count. */
    public long get(TrafficCounter counter) {
        return values.getOpaque(counter.ordinal());
    }

    /** Returns how often bytes were dropped for a reason. */
    public long get(Rejection reason) {
        return values.getOpaque(TRAFFIC + reason.ordinal());
    }

    /** One writer only, so a plain read and an ordered write are enough. */
    private void addAt(int index, long amount) {
        values.setRelease(index, values.getPlain(index) + amount);
    }
}
