package dev.swarm.spring;

import dev.swarm.SwarmBuilder;

/**
 * Changes the node before it is made, beyond what properties say. All beans of this type are called in their order,
 * after the properties were applied.
 */
@FunctionalInterface
public interface SwarmCustomizer {

    /**
     * Changes the node.
     *
     * @param builder holds what the properties say
     */
    void customize(SwarmBuilder builder);
}
