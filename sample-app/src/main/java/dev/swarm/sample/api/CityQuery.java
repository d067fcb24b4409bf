package dev.swarm.sample.api;

/**
 * Asks a city's node what it knows.
 *
 * @param city which
 */
public record CityQuery(String city) {}
