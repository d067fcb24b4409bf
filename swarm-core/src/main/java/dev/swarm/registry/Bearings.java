package dev.swarm.registry;

import dev.swarm.api.NodeId;
import dev.swarm.registry.mail.Courier;
import dev.swarm.registry.mail.Timer;

/**
 * What is needed to find the way to a worker.
 *
 * @param self this node
 * @param directory where names live
 * @param courier takes letters to other nodes
 * @param timer time
 */
record Bearings(NodeId self, Directory directory, Courier courier, Timer timer) {}
