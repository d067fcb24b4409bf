package dev.swarm.runtime;

import dev.swarm.engine.SwarmEngine;
import dev.swarm.engine.step.Outbox;

/** Makes the engine of a node, once its outbox is there. */
@FunctionalInterface
public interface EngineFactory {

    /**
     * Makes it.
     *
     * @throws IllegalArgumentException if the node's settings do not fit together
     */
    SwarmEngine create(Outbox outbox);
}
