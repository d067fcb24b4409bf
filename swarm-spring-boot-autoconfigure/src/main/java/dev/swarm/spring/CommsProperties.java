package dev.swarm.spring;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Messages between nodes.
 *
 * @param queueSize How much may wait in each lane to each node, 64KB to 64MB; a message for which there is no room is
 *     rejected. Bytes without a unit.
 * @param messageSize Longest message, 1KB up to the size of the queue. Bytes without a unit.
 * @param inboxCapacity Number of messages of one sender and priority that may wait for their handler, 1 to 1000000.
 * @param requestTimeout Time for which a request waits for its answer unless it says otherwise, 1ms to 1h.
 *     Milliseconds without a unit.
 * @param pendingRequests Number of requests that may wait for their answers, 1 to 1000000; one more is rejected.
 * @param quality Where one quality of links ends and the next begins.
 */
public record CommsProperties(
        @DefaultValue("4MB") DataSize queueSize,
        @DefaultValue("1MB") DataSize messageSize,
        @DefaultValue("8192") int inboxCapacity,
        @DefaultValue("5s") Duration requestTimeout,
        @DefaultValue("65536") int pendingRequests,
        @DefaultValue Quality quality) {

    /**
     * Where one quality of links ends and the next begins.
     *
     * @param rtt Comma-separated list of the four round-trip times at which a link is no longer excellent, good,
     *     degraded and poor, rising, to 1m. Milliseconds without a unit.
     * @param loss Comma-separated list of the four parts of lost questions and answers at which a link is no longer
     *     excellent, good, degraded and poor, rising, to 1.
     */
    public record Quality(
            @DefaultValue({"10ms", "50ms", "200ms", "1s"}) List<Duration> rtt,
            @DefaultValue({"0.01", "0.05", "0.2", "1.0"}) List<Double> loss) {}
}
