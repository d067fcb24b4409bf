package dev.swarm.spring.cloud;

import dev.swarm.api.NodeId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Says how far away other nodes are. If there is a bean of this type, instances carry what it says as a hint. Asked by
 * any thread, for each look-up, so it must not block.
 */
@FunctionalInterface
public interface RoundTripHints {

    /** Returns the time to a node and back, {@code null} if it is not known. */
    @Nullable
    Duration to(NodeId node);
}
