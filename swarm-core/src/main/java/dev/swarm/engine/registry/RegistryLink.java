package dev.swarm.engine.registry;

import dev.swarm.api.NodeId;
import dev.swarm.engine.wire.registry.RegistryMessage;

/** The way to the registries of other nodes. */
public interface RegistryLink {

    /**
     * Sends a message to a live node; a connection is asked for if there is none.
     *
     * @return false if it is not under way; whoever wants it said says it again
     */
    boolean send(NodeId to, RegistryMessage message);
}
