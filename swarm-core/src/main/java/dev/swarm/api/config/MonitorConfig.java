package dev.swarm.api.config;

import java.time.Duration;

/**
 * The numbers of the monitor.
 *
 * @param pingInterval how often each node is asked in a small cluster, 10 ms to 1 min
 * @param pingsPerInterval most nodes that are asked in one interval, 1 to 1,000; a larger cluster is asked in turn
 * @param suspectAfter silence after which a node is suspect, one interval to 10 min
 * @param downAfter silence after which a node is down, above {@code suspectAfter}, to 1 h
 * @param historySize how many round-trip times are kept for each node, 1 to 1,000
 * @param coordinates whether nodes learn network coordinates and tell them in their answers
 */
public record MonitorConfig(
        Duration pingInterval,
        int pingsPerInterval,
        Duration suspectAfter,
        Duration downAfter,
        int historySize,
        boolean coordinates) {

    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(1);
    private static final Duration LONGEST_SUSPECT = Duration.ofMinutes(10);
    private static final Duration LONGEST_DOWN = Duration.ofHours(1);
    private static final int MOST = 1_000;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming the setting, its value and what is allowed
     */
    public MonitorConfig {
        Bounds.check("ping-interval", pingInterval, SHORTEST, LONGEST_INTERVAL);
        Bounds.check("pings-per-interval", pingsPerInterval, 1, MOST);
        Bounds.check("suspect-after", suspectAfter, pingInterval, LONGEST_SUSPECT);
        Bounds.check("down-after", downAfter, suspectAfter.plusMillis(1), LONGEST_DOWN);
        Bounds.check("history-size", historySize, 1, MOST);
    }

    /** Returns the starting values. */
    public static MonitorConfig defaults() {
        return new MonitorConfig(Duration.ofSeconds(1), 30, Duration.ofSeconds(5), Duration.ofSeconds(30), 60, true);
    }
}
