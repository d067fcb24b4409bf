package dev.swarm.engine.monitor;

import dev.swarm.api.NodeId;
import dev.swarm.api.config.CommsConfig;
import dev.swarm.api.config.MonitorConfig;
import dev.swarm.engine.step.Counters;
import dev.swarm.engine.step.LinkWatch;
import dev.swarm.engine.step.Outbox;
import dev.swarm.engine.wire.PacketCodec;
import java.util.SplittableRandom;

/**
 * What the engine makes the monitor of.
 *
 * @param self name of this node
 * @param measures whether it asks nodes at all; if not, it only hands on what membership says
 * @param config the numbers
 * @param limits where one quality of links ends and the next begins
 * @param outbox where outputs go
 * @param packets how datagrams are sealed
 * @param counters what is counted
 * @param watch who is told of qualities
 * @param surroundings the machines around it
 * @param model what users read
 * @param random chance of this machine alone
 */
public record MonitorParts(
        NodeId self,
        boolean measures,
        MonitorConfig config,
        CommsConfig.Quality limits,
        Outbox outbox,
        PacketCodec packets,
        Counters counters,
        LinkWatch watch,
        Surroundings surroundings,
        MonitorModel model,
        SplittableRandom random) {}
