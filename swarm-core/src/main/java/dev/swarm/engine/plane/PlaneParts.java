package dev.swarm.engine.plane;

import dev.swarm.api.NodeId;
import dev.swarm.api.config.PlaneConfig;
import dev.swarm.engine.step.Counters;
import dev.swarm.engine.step.Outbox;
import dev.swarm.engine.step.StreamNumbers;
import dev.swarm.engine.wire.NodeMeta;
import java.util.SplittableRandom;

/**
 * What the engine makes the data plane of.
 *
 * @param self the node's name
 * @param meta what it tells of itself; its versions and its start stamp are what hello says
 * @param cluster name of the cluster
 * @param config the numbers of the protocol
 * @param outbox where outputs go
 * @param counters what is counted
 * @param streams names the streams it dials
 * @param random chance of this machine alone
 * @param listener who uses the connections
 */
public record PlaneParts(
        NodeId self,
        NodeMeta meta,
        String cluster,
        PlaneConfig config,
        Outbox outbox,
        Counters counters,
        StreamNumbers streams,
        SplittableRandom random,
        DataPlane.Listener listener) {}
