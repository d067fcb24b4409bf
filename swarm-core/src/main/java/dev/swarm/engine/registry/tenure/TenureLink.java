package dev.swarm.engine.registry.tenure;

import dev.swarm.api.NodeId;
import dev.swarm.engine.wire.registry.TenureMessage;

/** How tenure speaks to other nodes. What is sent may be lost, late, doubled or in another order. */
public interface TenureLink {

    /**
     * Sends a message to another node; does nothing if there is no way to it.
     *
     * @param to never this node itself
     * @param message not to be changed
     */
    void send(NodeId to, TenureMessage message);
}
