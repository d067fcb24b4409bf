package dev.swarm;

import dev.swarm.engine.overlay.OverlayModel;
import dev.swarm.engine.topology.TopologyModel;
import dev.swarm.runtime.SwarmNode;

/**
 * What there is while a node runs.
 *
 * @param node takes commands
 * @param overlay what is read of entities and waypoints
 * @param topology what is read of command
 */
record Running(SwarmNode node, OverlayModel overlay, TopologyModel topology) {}
