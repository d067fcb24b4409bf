package dev.swarm.engine.replication;

import java.time.Duration;

/**
 * The numbers of replication.
 *
 * @param syncInterval longest wait before a neighbour is told of changes in any way, 10 ms upwards
 * @param antiEntropyInterval time between comparisons of states with each neighbour, 1 s upwards
 * @param maxValueBytes longest value, 1 to 1 MiB
 * @param maxBytes about how much heap all content may take; local writes beyond are refused, remote ones never
 * @param logBytes how much of the latest writes is kept one by one for neighbours that lag behind
 */
public record ReplicationConfig(
        Duration syncInterval, Duration antiEntropyInterval, int maxValueBytes, long maxBytes, long logBytes) {

    /** Longest value that may be configured. */
    public static final int VALUE_BYTES_LIMIT = 1024 * 1024;

    private static final Duration SHORTEST_SYNC = Duration.ofMillis(10);
    private static final Duration SHORTEST_ANTI_ENTROPY = Duration.ofSeconds(1);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming the setting, its value and what is allowed
     */
    public ReplicationConfig {
        require(syncInterval.compareTo(SHORTEST_SYNC) >= 0, "sync-interval", syncInterval, "at least 10 ms");
        require(
                antiEntropyInterval.compareTo(SHORTEST_ANTI_ENTROPY) >= 0,
                "anti-entropy-interval",
                antiEntropyInterval,
                "at least 1 s");
        require(
                maxValueBytes >= 1 && maxValueBytes <= VALUE_BYTES_LIMIT,
                "max-value-size",
                maxValueBytes,
                "1 byte to 1 MiB");
        require(maxBytes >= 1, "max-size", maxBytes, "at least 1 byte");
        require(logBytes >= 1, "log-size", logBytes, "at least 1 byte");
    }

    /** Returns the usual numbers: 500 ms, 60 s, 64 KiB for a value, half a GiB in all, 32 MiB of latest writes. */
    public static ReplicationConfig defaults() {
        return new ReplicationConfig(Duration.ofMillis(500), Duration.ofSeconds(60), 65_536, 1L << 29, 1L << 25);
    }

    private static void require(boolean holds, String setting, Object value, String allowed) {
        if (!holds) {
            throw new IllegalArgumentException(setting + " must be " + allowed + ", but is " + value);
        }
    }
}
