package dev.swarm.engine.monitor;

import dev.swarm.api.LinkQuality;
import dev.swarm.api.MemberStatus;
import dev.swarm.api.NodeHealth;
import dev.swarm.api.NodeHealth.RoundTrip;
import dev.swarm.api.NodeId;
import dev.swarm.engine.wire.Coordinate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one node at one moment, as little worked on as possible: the engine writes one for each answer,
 * while users read seldom. So mean and percentiles are made from the history when they are asked for; it holds at
 * most 1,000 values, which are sorted faster than a histogram would be copied, and exactly.
 *
 * @param node whom it is about
 * @param status by membership's word or by silence
 * @param quality of the link
 * @param lastSeenMillis when it last gave a sign of life, by the wall clock; {@link #NEVER} if it never did
 * @param missed how many questions in a row it has not answered
 * @param loss how much of the last questions got lost, 0 to 1
 * @param history the last round-trip times, newest first; unmodifiable
 * @param coordinate where it is, {@code null} if that is unknown
 */
record HealthCard(
        NodeId node,
        MemberStatus status,
        LinkQuality quality,
        long lastSeenMillis,
        int missed,
        double loss,
        List<Duration> history,
        @Nullable Coordinate coordinate) {

    static final long NEVER = Long.MIN_VALUE;

    private static final int PERCENT = 100;
    private static final int MEDIAN = 50;
    private static final int HIGH = 99;

    NodeHealth toHealth() {
        Instant lastSeen = lastSeenMillis == NEVER ? null : Instant.ofEpochMilli(lastSeenMillis);
        return new NodeHealth(node, status, quality, lastSeen, missed, loss, roundTrip(), history);
    }

    private @Nullable RoundTrip roundTrip() {
        if (history.isEmpty()) {
            return null;
        }
        List<Duration> sorted = history.stream().sorted().toList();
        Duration sum = sorted.stream().reduce(Duration.ZERO, Duration::plus);
        return new RoundTrip(
                history.get(0), sum.dividedBy(sorted.size()), percentile(sorted, MEDIAN), percentile(sorted, HIGH));
    }

    /** The smallest value that so many percent of all do not exceed. */
    private static Duration percentile(List<Duration> sorted, int percent) {
        int rank = (sorted.size() * percent + PERCENT - 1) / PERCENT;
        return sorted.get(rank - 1);
    }
}
