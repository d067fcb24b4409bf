package dev.swarm.api.registry;

import dev.swarm.api.NodeId;

/**
 * Where a name lives, as one node knows it.
 *
 * @param name with its scope, if it has one
 * @param node the node that has it
 * @param type the type of a managed worker; empty for a local one
 * @param token the fencing token of its present life; higher than that of every earlier one
 */
public record WorkerRef(String name, NodeId node, String type, long token) {

    /** Tells whether the library placed it, and will move and restart it; else it was registered where it is. */
    public boolean isManaged() {
        return !type.isEmpty();
    }
}
