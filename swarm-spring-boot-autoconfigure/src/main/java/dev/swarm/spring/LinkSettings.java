package dev.swarm.spring;

import dev.swarm.api.config.CommsConfig;
import dev.swarm.api.config.MonitorConfig;
import java.util.regex.Pattern;
import org.springframework.util.unit.DataSize;

/** Makes the numbers of the monitor and of messages of the properties. */
final class LinkSettings {

    private static final int MOST_METERS = 1_000;

    /** The core counts bytes where the properties have sizes. */
    private static final Pattern BYTES = Pattern.compile("^(queue|message)-bytes");

    private LinkSettings() {}

    /**
     * Returns the numbers of the monitor.
     *
     * @throws IllegalArgumentException whose message starts with the setting that is out of its bounds
     */
    static MonitorConfig monitor(MonitorProperties set) {
        int limit = set.metricsByPeerLimit();
        if (limit < 1 || limit > MOST_METERS) {
            throw new IllegalArgumentException("metrics-by-peer-limit must be 1 to " + MOST_METERS + ", not " + limit);
        }
        return new MonitorConfig(
                set.pingInterval(),
                set.pingsPerInterval(),
                set.suspectAfter(),
                set.downAfter(),
                set.historySize(),
                set.coordinates());
    }

    /**
     * Returns the numbers of messages.
     *
     * @throws IllegalArgumentException whose message starts with the setting that is out of its bounds
     */
    static CommsConfig comms(CommsProperties set) {
        try {
            return new CommsConfig(
                    bytes(set.queueSize()),
                    bytes(set.messageSize()),
                    set.inboxCapacity(),
                    set.requestTimeout(),
                    set.pendingRequests(),
                    new CommsConfig.Quality(set.quality().rtt(), set.quality().loss()));
        } catch (IllegalArgumentException refusal) {
            String message = String.valueOf(refusal.getMessage());
            throw new IllegalArgumentException(BYTES.matcher(message).replaceFirst("$1-size"), refusal);
        }
    }

    /** A size that no integer holds is far above the bound anyway, and is refused there. */
    private static int bytes(DataSize size) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, size.toBytes()));
    }
}
