package dev.swarm.api.event;

import dev.swarm.api.NodeId;
import java.time.Instant;

/**
 * A node commands no more, or this node has lost sight of it.
 *
 * @param node its name
 * @param term number of the command
 * @param reason why, in one sentence
 * @param time when this node learnt it, by this node's wall clock
 */
public record CommanderLost(NodeId node, long term, String reason, Instant time) implements TopologyEvent {}
