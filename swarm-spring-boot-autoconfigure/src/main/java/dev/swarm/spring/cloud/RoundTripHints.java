package dev.swarm.spring.cloud;

import dev.swarm.api.NodeHealth;
import dev.swarm.api.NodeId;
import dev.swarm.api.NodeMonitor;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Says how far away other nodes are; instances carry it as a hint. A bean of this type takes the place of the
 * monitor's measurements. Asked by any thread, for each look-up, so it must not block.
 */
@FunctionalInterface
public interface RoundTripHints {

    /** Returns the time to a node and back, {@code null} if it is not known. */
    @Nullable
    Duration to(NodeId node);

    /** Returns what a monitor has measured, or else estimates; nothing of the node itself. */
    static RoundTripHints of(NodeMonitor monitor) {
        return node -> monitor.health(node)
                .flatMap(NodeHealth::roundTrip)
                .map(NodeHealth.RoundTrip::mean)
                .or(() -> monitor.estimatedRtt(node))
                .filter(time -> !time.isZero())
                .orElse(null);
    }
}
