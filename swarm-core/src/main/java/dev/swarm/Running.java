package dev.swarm;

import dev.swarm.api.TrafficCounter;
import dev.swarm.comms.Reception;
import dev.swarm.comms.Waking;
import dev.swarm.engine.comms.Post;
import dev.swarm.engine.overlay.OverlayModel;
import dev.swarm.engine.topology.TopologyModel;
import dev.swarm.runtime.SwarmNode;

/**
 * What there is while a node runs.
 *
 * @param node takes commands
 * @param overlay what is read of entities and waypoints
 * @param topology what is read of command
 * @param reception takes messages that come
 * @param waking how those who wait for replies are woken
 */
record Running(SwarmNode node, OverlayModel overlay, TopologyModel topology, Reception reception, Waking waking) {

    /** Returns what this life has counted. */
    long count(TrafficCounter counter) {
        return node.counters().get(counter) + reception.count(counter);
    }

    /** Returns what messages are sent through. */
    Post post() {
        return reception.post();
    }
}
