package dev.swarm.api.event;

import dev.swarm.api.NodeId;
import dev.swarm.api.Waypoint;
import java.time.Instant;

/**
 * A waypoint was added, or replaced by another one of its id.
 *
 * @param waypoint the waypoint as it is now
 * @param origin the node that wrote it
 * @param time when this node learnt it, by this node's wall clock
 */
public record WaypointAdded(Waypoint waypoint, NodeId origin, Instant time) implements OverlayEvent {

    @Override
    public String id() {
        return waypoint.id();
    }
}
