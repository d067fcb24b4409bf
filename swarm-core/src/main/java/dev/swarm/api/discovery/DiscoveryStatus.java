package dev.swarm.api.discovery;

import dev.swarm.api.NodeAddress;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How one topology fares.
 *
 * @param topology its name
 * @param strategy what kind of strategy it has, such as {@code static}
 * @param state how the last look-up ended
 * @param lastSuccess when a look-up last succeeded, {@code null} if never
 * @param lastError one sentence on what last went wrong, {@code null} if nothing since the last success
 * @param peers addresses of the last successful look-up, sorted; not all need be members
 * @param rejected how many claims to be a peer were dropped
 */
public record DiscoveryStatus(
        String topology,
        String strategy,
        State state,
        @Nullable Instant lastSuccess,
        @Nullable String lastError,
        List<NodeAddress> peers,
        long rejected) {

    /** Takes an unmodifiable copy of the list. */
    public DiscoveryStatus {
        peers = List.copyOf(peers);
    }

    /** How the last look-up ended. */
    public enum State {
        /** None has ended yet, or there is nothing to look up. */
        IDLE,
        /** It succeeded, perhaps in part only. */
        OK,
        /** It failed; it is tried again. */
        FAILING;

        /** Returns the lower-case name that the actuator shows. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
