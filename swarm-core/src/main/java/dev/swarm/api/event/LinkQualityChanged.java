package dev.swarm.api.event;

import dev.swarm.api.LinkQuality;
import dev.swarm.api.NodeId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The link to a node has become better or worse.
 *
 * @param node where the link leads
 * @param previous its quality before; never equal to the present one
 * @param current its quality now
 * @param rtt the mean round-trip time that it was judged by, {@code null} if there is none
 * @param loss how much got lost, 0 to 1
 * @param time when this node found out, by its wall clock
 */
public record LinkQualityChanged(
        NodeId node,
        LinkQuality previous,
        LinkQuality current,
        @Nullable Duration rtt,
        double loss,
        Instant time) implements SwarmEvent {}
