package dev.swarm.engine;

import dev.swarm.api.config.RegistryConfig;
import dev.swarm.api.registry.Placement;
import dev.swarm.engine.registry.RegistryModel;

/**
 * What the registry is made of.
 *
 * @param config the numbers
 * @param placement who should have which name; must fit the strategy's name
 * @param model what users read of it; written by the engine
 */
public record RegistrySettings(RegistryConfig config, Placement placement, RegistryModel model) {

    /** Returns settings of the ring, or of a quorum, with an empty model. */
    public static RegistrySettings of(RegistryConfig config) {
        return new RegistrySettings(config, Placement.ring(), new RegistryModel());
    }
}
