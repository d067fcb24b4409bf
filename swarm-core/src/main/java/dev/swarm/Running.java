package dev.swarm;

import dev.swarm.engine.EngineSettings;
import dev.swarm.engine.monitor.MonitorModel;
import dev.swarm.engine.overlay.OverlayModel;
import dev.swarm.engine.topology.TopologyModel;
import dev.swarm.runtime.SwarmNode;

/**
 * What there is while a node runs.
 *
 * @param node takes commands
 * @param overlay what is read of entities and waypoints
 * @param topology what is read of command
 * @param monitor what is read of other nodes and of links
 */
record Running(SwarmNode node, OverlayModel overlay, TopologyModel topology, MonitorModel monitor) {

    /** Returns what there is of a node that was made with these settings. */
    static Running of(SwarmNode node, EngineSettings settings) {
        return new Running(
                node,
                settings.sharing().model(),
                settings.topology().model(),
                settings.monitor().model());
    }
}
