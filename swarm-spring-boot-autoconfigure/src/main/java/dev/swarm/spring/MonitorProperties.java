package dev.swarm.spring;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the other nodes and the links to them are watched.
 *
 * @param pingInterval Time between two questions to each node in a small cluster, 10ms to 1m. Milliseconds without a
 *     unit.
 * @param pingsPerInterval Number of nodes that are asked in one interval at most, 1 to 1000; in a larger cluster nodes
 *     take turns.
 * @param suspectAfter Silence after which a node is suspect, from the ping interval to 10m. Milliseconds without a
 *     unit.
 * @param downAfter Silence after which a node is down, longer than the one after which it is suspect, to 1h.
 *     Milliseconds without a unit.
 * @param historySize Number of round-trip times kept for each node, 1 to 1000.
 * @param coordinates Whether nodes learn network coordinates, from which the round-trip time between any two of them is
 *     estimated, and tell them in their answers.
 * @param metricsByPeer Whether swarm.link.rtt is measured for each node by itself, with the node's name as a tag.
 * @param metricsByPeerLimit Number of nodes that have such a meter at most, 1 to 1000; the first ones by name.
 */
public record MonitorProperties(
        @DefaultValue("1s") Duration pingInterval,
        @DefaultValue("30") int pingsPerInterval,
        @DefaultValue("5s") Duration suspectAfter,
        @DefaultValue("30s") Duration downAfter,
        @DefaultValue("60") int historySize,
        @DefaultValue("true") boolean coordinates,
        @DefaultValue("false") boolean metricsByPeer,
        @DefaultValue("100") int metricsByPeerLimit) {}
