package dev.swarm;

import dev.swarm.api.Rejection;
import dev.swarm.api.TrafficCounter;
import java.util.EnumMap;
import java.util.Map;

/** Counts that go on over the lives of a node: each life adds its own to those of the lives before it. */
interface Tally {

    long count(TrafficCounter counter);

    long rejected(Rejection reason);

    long commandsRejected();

    long datagramsDropped();

    /** Returns the counts as they are now, without what makes them grow. */
    default Tally frozen() {
        Map<TrafficCounter, Long> traffic = new EnumMap<>(TrafficCounter.class);
        for (TrafficCounter counter : TrafficCounter.values()) {
            traffic.put(counter, count(counter));
        }
        Map<Rejection, Long> rejections = new EnumMap<>(Rejection.class);
        for (Rejection reason : Rejection.values()) {
            rejections.put(reason, rejected(reason));
        }
        return new FrozenTally(traffic, rejections, commandsRejected(), datagramsDropped());
    }
}
