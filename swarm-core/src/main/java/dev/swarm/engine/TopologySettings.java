package dev.swarm.engine;

import dev.swarm.api.Quorum;
import dev.swarm.api.config.TopologyConfig;
import dev.swarm.engine.topology.TopologyModel;

/**
 * What roles and command are made of.
 *
 * @param config the numbers
 * @param model what users read of it; written by the engine
 */
public record TopologySettings(TopologyConfig config, TopologyModel model) {

    /** Returns settings with a model in which nobody is here yet. */
    public static TopologySettings of(TopologyConfig config) {
        return new TopologySettings(config, new TopologyModel(new Quorum(config.quorumSize(), 0)));
    }
}
