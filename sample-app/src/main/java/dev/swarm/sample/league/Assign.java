package dev.swarm.sample.league;

import dev.swarm.sample.hero.Assignment;

/**
 * Asks a hero's worker to belong somewhere else. A worker that gets the same one again obeys it once.
 *
 * @param assignment where, and when that was decided
 */
public record Assign(Assignment assignment) {}
