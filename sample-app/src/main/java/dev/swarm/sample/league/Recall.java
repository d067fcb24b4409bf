package dev.swarm.sample.league;

/**
 * What a hero's worker tells itself to look again for its state.
 *
 * @param looks how often it has looked
 */
public record Recall(int looks) {}
