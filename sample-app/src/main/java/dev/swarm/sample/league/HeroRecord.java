package dev.swarm.sample.league;

import dev.swarm.sample.hero.Hero;

/**
 * What everybody knows of a hero: the content of the entity {@code hero:<id>}.
 *
 * @param hero the hero
 * @param node where its worker lives
 * @param token fencing token of the worker's life that wrote it; 0 before the first
 */
public record HeroRecord(Hero hero, String node, long token) {}
