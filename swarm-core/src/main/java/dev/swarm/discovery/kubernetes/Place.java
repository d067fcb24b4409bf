package dev.swarm.discovery.kubernetes;

import dev.swarm.api.NodeAddress;

/**
 * Where a peer may be.
 *
 * @param machine what has the address; a pod of two families has two places
 * @param address the address
 */
record Place(String machine, NodeAddress address) {}
