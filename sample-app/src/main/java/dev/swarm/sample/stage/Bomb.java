package dev.swarm.sample.stage;

/**
 * A message to the node of a city: all it knows is destroyed.
 *
 * @param city which
 */
public record Bomb(String city) {}
