package dev.swarm.api.event;

import dev.swarm.api.NodeId;
import java.time.Instant;

/**
 * A waypoint was removed.
 *
 * @param id its id
 * @param origin the node that removed it
 * @param time when this node learnt it, by this node's wall clock
 */
public record WaypointRemoved(String id, NodeId origin, Instant time) implements OverlayEvent {}
