package dev.swarm.sample.league;

/**
 * Something that all pages are told: the content of the entity {@code news:<id>}.
 *
 * @param kind {@code bomb}, {@code conflict} or {@code stage}
 * @param text one sentence
 */
public record News(String kind, String text) {}
