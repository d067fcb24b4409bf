package dev.swarm.api.config;

import java.time.Duration;
import java.util.List;

/**
 * The numbers of messages between nodes.
 *
 * @param queueBytes how much may wait in each lane to each node, 64 KiB to 64 MiB; one message above is rejected
 * @param messageBytes longest message, 1 KiB to {@code queueBytes}
 * @param inboxCapacity how many messages of one sender and priority wait for their handler, 1 to 1,000,000
 * @param requestTimeout how long a request waits for its answer unless it says otherwise, 1 ms to 1 h
 * @param pendingRequests most requests that wait for answers, 1 to 1,000,000; one more is rejected
 * @param quality where one quality of links ends and the next begins
 */
public record CommsConfig(
        int queueBytes,
        int messageBytes,
        int inboxCapacity,
        Duration requestTimeout,
        int pendingRequests,
        Quality quality) {

    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;
    private static final int MOST = 1_000_000;

    /** The shortest time-out and expiry. */
    public static final Duration SHORTEST = Duration.ofMillis(1);

    /** The longest time-out and expiry. */
    public static final Duration LONGEST = Duration.ofHours(1);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming the setting, its value and what is allowed
     */
    public CommsConfig {
        Bounds.check("queue-bytes", queueBytes, 64 * KIB, 64 * MIB);
        Bounds.check("message-bytes", messageBytes, KIB, queueBytes);
        Bounds.check("inbox-capacity", inboxCapacity, 1, MOST);
        Bounds.check("request-timeout", requestTimeout, SHORTEST, LONGEST);
        Bounds.check("pending-requests", pendingRequests, 1, MOST);
    }

    /** Returns the starting values. */
    public static CommsConfig defaults() {
        return new CommsConfig(4 * MIB, MIB, 8192, Duration.ofSeconds(5), 65_536, Quality.DEFAULT);
    }

    /**
     * The limits of qualities, best first: excellent, good, degraded and poor links stay below the first to the fourth;
     * what reaches the fourth is disconnected.
     *
     * @param rtt four rising round-trip times, above zero to 1 min
     * @param loss four rising parts of questions and answers that got lost, above 0 to 1; with 1 as the last only total
     *     loss disconnects
     */
    public record Quality(List<Duration> rtt, List<Double> loss) {

        /** The starting values. */
        public static final Quality DEFAULT = new Quality(
                List.of(Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofMillis(200), Duration.ofSeconds(1)),
                List.of(0.01, 0.05, 0.2, 1.0));

        private static final int LEVELS = 4;

        /**
         * Checks the ranges.
         *
         * @throws IllegalArgumentException naming the setting, its value and what is allowed
         */
        public Quality {
            rtt = List.copyOf(rtt);
            loss = List.copyOf(loss);
            boolean rising = rtt.size() == LEVELS
                    && !rtt.get(0).isNegative()
                    && !rtt.get(0).isZero()
                    && rtt.get(LEVELS - 1).compareTo(Duration.ofMinutes(1)) <= 0
                    && isRising(rtt);
            if (!rising) {
                throw new IllegalArgumentException(
                        "quality.rtt must be four rising durations, above zero to 60s, not " + rtt);
            }
            if (loss.size() != LEVELS || loss.get(0) <= 0 || loss.get(LEVELS - 1) > 1 || !isRising(loss)) {
                throw new IllegalArgumentException(
                        "quality.loss must be four rising numbers, above 0 to 1, not " + loss);
            }
        }

        private static <T extends Comparable<T>> boolean isRising(List<T> values) {
            for (int i = 1; i < values.size(); i++) {
                if (values.get(i).compareTo(values.get(i - 1)) <= 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
