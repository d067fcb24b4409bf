package dev.swarm.engine.step;

import dev.swarm.api.Rejection;
import dev.swarm.api.TrafficCounter;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/** Counts of one engine: written by its one thread, read by any. */
public final class Counters {

    private final Map<TrafficCounter, AtomicLong> traffic = new EnumMap<>(TrafficCounter.class);
    private final Map<Rejection, AtomicLong> rejections = new EnumMap<>(Rejection.class);

    /** Starts with all counts at zero. */
    public Counters() {
        for (TrafficCounter counter : TrafficCounter.values()) {
            traffic.put(counter, new AtomicLong());
        }
        for (Rejection reason : Rejection.values()) {
            rejections.put(reason, new AtomicLong());
        }
    }

    /** Counts one more. */
    public void increment(TrafficCounter counter) {
        add(counter, 1);
    }

    /** Counts several more. */
    public void add(TrafficCounter counter, long amount) {
        add(of(counter), amount);
    }

    /** Counts one more dropped packet, stream or claim. */
    public void increment(Rejection reason) {
        add(of(reason), 1);
    }

    /** Returns a count. */
    public long get(TrafficCounter counter) {
        return of(counter).get();
    }

    /** Returns how often bytes were dropped for a reason. */
    public long get(Rejection reason) {
        return of(reason).get();
    }

    /** One writer only, so a plain read and an ordered write are enough. */
    private static void add(AtomicLong count, long amount) {
        count.setRelease(count.getPlain() + amount);
    }

    private AtomicLong of(TrafficCounter counter) {
        return Objects.requireNonNull(traffic.get(counter));
    }

    private AtomicLong of(Rejection reason) {
        return Objects.requireNonNull(rejections.get(reason));
    }
}
