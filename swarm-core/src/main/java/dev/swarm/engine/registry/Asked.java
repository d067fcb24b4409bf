package dev.swarm.engine.registry;

import dev.swarm.api.NodeId;

/**
 * A request of a node's user, to be answered once.
 *
 * @param node whose
 * @param session the process, 0 for this one
 * @param request its number
 */
record Asked(NodeId node, long session, long request) {}
