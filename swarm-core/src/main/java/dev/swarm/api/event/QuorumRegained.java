package dev.swarm.api.event;

import dev.swarm.api.NodeId;
import dev.swarm.api.Quorum;
import java.time.Instant;

/**
 * Enough nodes are here for one to command: for the first time, or again.
 *
 * @param node this node
 * @param quorum what is needed and what is there
 * @param time when this node learnt it, by this node's wall clock
 */
public record QuorumRegained(NodeId node, Quorum quorum, Instant time) implements TopologyEvent {}
