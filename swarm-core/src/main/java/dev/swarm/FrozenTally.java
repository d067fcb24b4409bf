package dev.swarm;

import dev.swarm.api.Rejection;
import dev.swarm.api.TrafficCounter;
import java.util.Map;

/**
 * Counts that do not grow any more.
 *
 * @param traffic counts of the protocol; what is not in it was never counted
 * @param rejections counts of what was dropped; what is not in it was never counted
 * @param commandsRejected commands that were refused
 * @param datagramsDropped datagrams that were not sent
 */
record FrozenTally(
        Map<TrafficCounter, Long> traffic,
        Map<Rejection, Long> rejections,
        long commandsRejected,
        long datagramsDropped)
        implements Tally {

    /** The counts of a node that never ran. */
    static final FrozenTally ZERO = new FrozenTally(Map.of(), Map.of(), 0, 0);

    @Override
    public long count(TrafficCounter counter) {
        return traffic.getOrDefault(counter, 0L);
    }

    @Override
    public long rejected(Rejection reason) {
        return rejections.getOrDefault(reason, 0L);
    }
}
