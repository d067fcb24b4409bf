package dev.swarm.engine.topology;

import dev.swarm.api.NodeId;

/**
 * One process that takes part in elections.
 *
 * @param node its name
 * @param startedAtMillis start stamp, which tells it from other processes of the name, and whose age is its seniority
 */
record Elector(NodeId node, long startedAtMillis) {}
