package dev.swarm.sample.league;

/**
 * Asks a hero's worker to belong somewhere else.
 *
 * @param location a city, or {@code home}
 */
public record Assign(String location) {}
