package dev.swarm.engine;

import dev.swarm.api.config.CommsConfig;
import dev.swarm.engine.comms.Inbox;
import dev.swarm.engine.comms.Post;
import java.util.function.Function;

/**
 * What messages are made of.
 *
 * @param config the numbers
 * @param inbox makes who takes what arrives, given the side that users call; asked once, when the engine is made
 */
public record CommsSettings(CommsConfig config, Function<Post, Inbox> inbox) {}
