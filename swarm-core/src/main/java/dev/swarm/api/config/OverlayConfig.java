package dev.swarm.api.config;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of shared state.
 *
 * @param syncInterval longest wait before a connected node is told of a change in any way, 10 ms to 1 min
 * @param antiEntropyInterval time between comparisons of states with each connected node, 1 s to 1 d
 * @param maxValueBytes longest value, 1 byte to 1 MiB
 * @param maxBytes about how much heap all state may take; local writes beyond are refused, remote ones never;
 *     1 byte to 1 TiB
 * @param logBytes how much of the latest writes is kept one by one for nodes that lag behind, 1 byte to 1 TiB; who
 *     lags further compares states
 * @param storage where the state is stored for the next start; {@code null} for memory only
 */
public record OverlayConfig(
        Duration syncInterval,
        Duration antiEntropyInterval,
        int maxValueBytes,
        long maxBytes,
        long logBytes,
        @Nullable Storage storage) {

    /** Longest value that may be allowed. */
    public static final int VALUE_BYTES_LIMIT = 1024 * 1024;

    private static final long BYTES_LIMIT = 1L << 40;
    private static final Duration SHORTEST_SYNC = Duration.ofMillis(10);
    private static final Duration LONGEST_SYNC = Duration.ofMinutes(1);
    private static final Duration SHORTEST_ANTI_ENTROPY = Duration.ofSeconds(1);
    private static final Duration SHORTEST_STORE = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofDays(1);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming the setting, its value and what is allowed
     */
    public OverlayConfig {
        Bounds.check("sync-interval", syncInterval, SHORTEST_SYNC, LONGEST_SYNC);
        Bounds.check("anti-entropy-interval", antiEntropyInterval, SHORTEST_ANTI_ENTROPY, LONGEST);
        Bounds.check("max-value-size", maxValueBytes, 1, VALUE_BYTES_LIMIT);
        Bounds.check("max-size", maxBytes, 1, BYTES_LIMIT);
        Bounds.check("log-size", logBytes, 1, BYTES_LIMIT);
    }

    /**
     * Where the state is stored.
     *
     * @param file replaced as a whole each time; its directory must be there
     * @param interval time between two writings, 100 ms to 1 d; what was written in between is lost if the whole
     *     cluster ends at once
     */
    public record Storage(Path file, Duration interval) {

        /**
         * Checks the range.
         *
         * @throws IllegalArgumentException if the interval is too short or too long
         */
        public Storage {
            Bounds.check("snapshot-interval", interval, SHORTEST_STORE, LONGEST);
        }
    }

    /** Returns the usual numbers: 500 ms, 60 s, 64 KiB for a value, half a GiB in all, 32 MiB of latest writes. */
    public static OverlayConfig defaults() {
        return new OverlayConfig(Duration.ofMillis(500), Duration.ofSeconds(60), 65_536, 1L << 29, 1L << 25, null);
    }

    /** Returns the same with other intervals. */
    public OverlayConfig withIntervals(Duration sync, Duration antiEntropy) {
        return new OverlayConfig(sync, antiEntropy, maxValueBytes, maxBytes, logBytes, storage);
    }

    /** Returns the same with other bounds. */
    public OverlayConfig withBounds(int valueBytes, long allBytes, long latestBytes) {
        return new OverlayConfig(syncInterval, antiEntropyInterval, valueBytes, allBytes, latestBytes, storage);
    }

    /** Returns the same with another place to be stored at. */
    public OverlayConfig withStorage(@Nullable Storage other) {
        return new OverlayConfig(syncInterval, antiEntropyInterval, maxValueBytes, maxBytes, logBytes, other);
    }
}
