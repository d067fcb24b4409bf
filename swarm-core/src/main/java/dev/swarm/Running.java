package dev.swarm;

import dev.swarm.api.TrafficCounter;
import dev.swarm.comms.Reception;
import dev.swarm.comms.Waking;
import dev.swarm.engine.EngineSettings;
import dev.swarm.engine.comms.Post;
import dev.swarm.engine.monitor.MonitorModel;
import dev.swarm.engine.overlay.OverlayModel;
import dev.swarm.engine.registry.RegistryModel;
import dev.swarm.engine.topology.TopologyModel;
import dev.swarm.registry.RegistryShell;
import dev.swarm.runtime.SwarmNode;

/**
 * What there is while a node runs.
 *
 * @param node takes commands
 * @param overlay what is read of entities and waypoints
 * @param topology what is read of command
 * @param monitor what is read of other nodes and of links
 * @param names what is read of names and groups
 * @param registry runs workers and brings messages to them
 * @param reception takes messages that come
 * @param waking how those who wait for replies are woken
 */
record Running(
        SwarmNode node,
        OverlayModel overlay,
        TopologyModel topology,
        MonitorModel monitor,
        RegistryModel names,
        RegistryShell registry,
        Reception reception,
        Waking waking) {

    /** Returns what there is of a node that was made with these settings. */
    static Running of(
            SwarmNode node, EngineSettings settings, RegistryShell registry, Reception reception, Waking waking) {
        return new Running(
                node,
                settings.sharing().model(),
                settings.topology().model(),
                settings.monitor().model(),
                settings.registry().model(),
                registry,
                reception,
                waking);
    }

    /** Returns what this life has counted. */
    long count(TrafficCounter counter) {
        return node.counters().get(counter) + reception.count(counter) + registry.count(counter);
    }

    /** Returns what messages are sent through. */
    Post post() {
        return reception.post();
    }
}
