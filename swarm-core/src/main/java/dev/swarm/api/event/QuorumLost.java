package dev.swarm.api.event;

import dev.swarm.api.NodeId;
import dev.swarm.api.Quorum;
import java.time.Instant;

/**
 * Too few nodes are left for one to command. Who commanded has stopped.
 *
 * @param node this node
 * @param quorum what is needed and what is there
 * @param time when this node learnt it, by this node's wall clock
 */
public record QuorumLost(NodeId node, Quorum quorum, Instant time) implements TopologyEvent {}
