package dev.swarm.engine.comms;

import dev.swarm.api.NodeId;
import dev.swarm.api.config.CommsConfig;
import dev.swarm.engine.step.Counters;
import java.util.function.Function;

/**
 * What the engine makes messages of.
 *
 * @param self the node's name
 * @param config the numbers
 * @param link what messages go over
 * @param inbox makes who takes what arrives, given the side that users call
 * @param alarm wakes the engine's thread for a step; any thread calls it
 * @param counters what is counted
 */
public record CommsParts(
        NodeId self,
        CommsConfig config,
        MessageLink link,
        Function<Post, Inbox> inbox,
        Runnable alarm,
        Counters counters) {}
