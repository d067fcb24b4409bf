package dev.swarm.spring.actuate;

import dev.swarm.api.CommsManager;
import dev.swarm.api.Link;
import dev.swarm.api.NodeHealth;
import dev.swarm.api.NodeId;
import dev.swarm.api.NodeMonitor;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is known of the links to other nodes, at one moment: the measured links, and the ways that messages take. */
final class Links {

    private final NodeMonitor monitor;
    private final Map<NodeId, Link> ways;

    Links(NodeMonitor monitor, CommsManager comms) {
        this.monitor = monitor;
        this.ways = comms.links().stream().collect(Collectors.toMap(Link::node, Function.identity()));
    }

    /** Returns what was measured of a node; empty for this node itself. */
    Optional<NodeHealth> health(NodeId node) {
        return monitor.health(node);
    }

    /** Returns who passes messages for a node on; empty if nobody does. */
    Optional<NodeId> via(NodeId node) {
        return Optional.ofNullable(ways.get(node)).flatMap(Link::via);
    }
}
