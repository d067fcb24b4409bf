package dev.swarm.sample.api;

import java.util.List;

/**
 * What a city's own node knows.
 *
 * @param city its name
 * @param digest of all that the node knows; equal on two nodes if they know the same
 * @param heroes those who belong to the city
 */
public record CityData(String city, String digest, List<HeroView> heroes) {}
