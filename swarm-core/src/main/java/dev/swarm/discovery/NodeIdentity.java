package dev.swarm.discovery;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;

/**
 * What strategies are told of their node.
 *
 * @param cluster name of the cluster, empty for none
 * @param self name of the node
 * @param address where others reach it
 * @param boundAddress what its sockets are bound to; the IP is all zero if to every address of the machine
 */
public record NodeIdentity(String cluster, NodeId self, NodeAddress address, NodeAddress boundAddress) {}
