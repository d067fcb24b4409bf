package dev.swarm.discovery;

import dev.swarm.api.discovery.DiscoveryStrategy;

/**
 * One way of looking for peers, under a name.
 *
 * @param name unique among the node's topologies
 * @param strategy what looks
 */
public record Topology(String name, DiscoveryStrategy strategy) {}
