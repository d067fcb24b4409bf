package dev.swarm.api.event;

import dev.swarm.api.NodeId;
import dev.swarm.api.Role;
import java.time.Instant;

/**
 * A node, this one included, has another role.
 *
 * @param node its name
 * @param previous its role before; never equal to the present one
 * @param current its role now
 * @param time when this node learnt it, by this node's wall clock
 */
public record RoleChanged(NodeId node, Role previous, Role current, Instant time) implements TopologyEvent {}
