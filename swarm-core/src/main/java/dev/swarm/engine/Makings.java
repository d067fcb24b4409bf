package dev.swarm.engine;

import dev.swarm.engine.step.Counters;
import dev.swarm.engine.step.Outbox;
import dev.swarm.engine.wire.PacketCodec;
import dev.swarm.engine.wire.StreamCodec;

/**
 * What every machine of an engine is made of.
 *
 * @param settings what the user and the shell say
 * @param outbox where outputs go
 * @param counters what is counted
 * @param packets how datagrams are sealed
 * @param streams how streams are sealed
 */
record Makings(EngineSettings settings, Outbox outbox, Counters counters, PacketCodec packets, StreamCodec streams) {}
