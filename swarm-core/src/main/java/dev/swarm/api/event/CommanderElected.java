package dev.swarm.api.event;

import dev.swarm.api.NodeId;
import java.time.Instant;

/**
 * A node commands from now on.
 *
 * @param node its name
 * @param term number of the command, higher than all before
 * @param time when this node learnt it, by this node's wall clock
 */
public record CommanderElected(NodeId node, long term, Instant time) implements TopologyEvent {}
