package dev.swarm.registry.worker;

import dev.swarm.api.TrafficCounter;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What one life of a node counts of its workers; any thread. */
public final class Counts {

    private final Map<TrafficCounter, LongAdder> counts = new EnumMap<>(TrafficCounter.class);

    /** Starts at zero. */
    public Counts() {
        for (TrafficCounter counter : TrafficCounter.values()) {
            if (counter.name().startsWith("WORKER_")) {
                counts.put(counter, new LongAdder());
            }
        }
    }

    /** Counts one more. */
    public void increment(TrafficCounter counter) {
        LongAdder adder = counts.get(counter);
        if (adder != null) {
            adder.increment();
        }
    }

    /** Returns what is counted here; 0 for everything else. */
    public long get(TrafficCounter counter) {
        LongAdder adder = counts.get(counter);
        return adder == null ? 0 : adder.sum();
    }
}
