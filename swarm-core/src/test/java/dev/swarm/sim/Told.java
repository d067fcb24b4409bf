package dev.swarm.sim;

import dev.swarm.api.NodeId;
import dev.swarm.api.event.SwarmEvent;

/**
 * A fact, with who told it and when.
 *
 * @param observer the node that told it
 * @param atNanos virtual time since the start of the run
 * @param event what was told
 * @param isOwnFinding whether time alone led the observer to it, and nothing that it was told in this step
 */
public record Told(NodeId observer, long atNanos, SwarmEvent event, boolean isOwnFinding) {}
