package dev.swarm.api.event;

import dev.swarm.api.NodeId;

/** An entity or a waypoint became another one: the same event whether it was written here or elsewhere. */
public sealed interface OverlayEvent extends SwarmEvent
        permits EntityUpdated, EntityRemoved, WaypointAdded, WaypointRemoved {

    /** Returns the id of the entity or waypoint. */
    String id();

    /** Returns the node that wrote the change. */
    NodeId origin();

    @Override
    default NodeId node() {
        return origin();
    }
}
