package dev.swarm.engine.membership;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import dev.swarm.api.config.MembershipConfig;
import dev.swarm.engine.step.Bystander;
import dev.swarm.engine.step.Counters;
import dev.swarm.engine.step.Outbox;
import dev.swarm.engine.step.StreamNumbers;
import dev.swarm.engine.wire.NodeMeta;
import dev.swarm.engine.wire.PacketCodec;
import dev.swarm.engine.wire.StreamCodec;
import java.util.SplittableRandom;

/**
 * What the engine makes membership of.
 *
 * @param self the node's name
 * @param address what it advertises
 * @param meta what it tells of itself at the start
 * @param config the numbers of the protocol
 * @param outbox where outputs go
 * @param bystander hears of answers, and adds to those of this node
 * @param packets how datagrams are sealed
 * @param streams how streams are written and read
 * @param numbers names the streams it dials
 * @param counters what is counted
 * @param random chance of this machine alone
 */
public record MembershipParts(
        NodeId self,
        NodeAddress address,
        NodeMeta meta,
        MembershipConfig config,
        Outbox outbox,
        Bystander bystander,
        PacketCodec packets,
        StreamCodec streams,
        StreamNumbers numbers,
        Counters counters,
        SplittableRandom random) {}
