package dev.swarm.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What this node has measured of another one, at one moment.
 *
 * @param node whom it is about
 * @param status by membership's word or by silence, whichever came first
 * @param quality of the link, by round-trip time and loss
 * @param lastSeen when it last gave a sign of life, directly or through another node; {@code null} if never
 * @param missed how many questions in a row it has not answered
 * @param loss how much of the last questions and answers got lost, 0 to 1
 * @param rtt the round-trip times; {@code null} before the first
 * @param history the last round-trip times, newest first, at most {@code monitor.history-size}
 */
public record NodeHealth(
        NodeId node,
        MemberStatus status,
        LinkQuality quality,
        @Nullable Instant lastSeen,
        int missed,
        double loss,
        @Nullable RoundTrip rtt,
        List<Duration> history) {

    /** Takes an unmodifiable copy of the list. */
    public NodeHealth {
        history = List.copyOf(history);
    }

    /** Returns the round-trip times; empty before the first. */
    public Optional<RoundTrip> roundTrip() {
        return Optional.ofNullable(rtt);
    }

    /** Returns the mean of the history; zero if it is empty. */
    public Duration averageRtt() {
        return rtt == null ? Duration.ZERO : rtt.mean();
    }

    /**
     * Round-trip times over the history.
     *
     * @param last the newest
     * @param mean arithmetic mean
     * @param p50 median
     * @param p99 99th percentile
     */
    public record RoundTrip(Duration last, Duration mean, Duration p50, Duration p99) {}
}
