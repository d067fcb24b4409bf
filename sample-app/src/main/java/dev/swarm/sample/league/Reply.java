package dev.swarm.sample.league;

import org.jspecify.annotations.Nullable;

/**
 * What a hero's worker answers.
 *
 * @param record the hero as it is now; {@code null} if the worker has not found its state again yet
 */
public record Reply(@Nullable HeroRecord record) {}
