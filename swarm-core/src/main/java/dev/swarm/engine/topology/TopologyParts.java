package dev.swarm.engine.topology;

import dev.swarm.api.NodeId;
import dev.swarm.api.config.TopologyConfig;
import dev.swarm.engine.step.Outbox;
import dev.swarm.engine.wire.NodeMeta;
import java.util.SplittableRandom;

/**
 * What the engine makes the topology of.
 *
 * @param self name of this node
 * @param meta what it tells of itself: its start stamp and its role
 * @param config the numbers
 * @param outbox where facts go
 * @param register what is replicated
 * @param link the way to others
 * @param model what users read
 * @param random chance of this machine alone
 */
public record TopologyParts(
        NodeId self,
        NodeMeta meta,
        TopologyConfig config,
        Outbox outbox,
        Register register,
        Link link,
        TopologyModel model,
        SplittableRandom random) {}
