package dev.swarm.engine.topology;

import dev.swarm.api.NodeId;

/**
 * That a process commands, or did.
 *
 * @param node its name
 * @param startedAtMillis start stamp of the process
 * @param term number of the command
 */
record Claim(NodeId node, long startedAtMillis, long term) {

    Elector elector() {
        return new Elector(node, startedAtMillis);
    }
}
