package dev.swarm.sample.hero;

import dev.swarm.api.Position;

/** What a city tells a hero to do. */
public sealed interface Order {

    /** Returns whom. */
    String heroId();

    /**
     * Go out.
     *
     * @param heroId whom
     * @param location the city that says so
     * @param spot where to
     */
    record Patrol(String heroId, String location, Position spot) implements Order {}

    /**
     * Fight.
     *
     * @param heroId whom
     * @param location the city that says so
     * @param damage what it costs
     */
    record Fight(String heroId, String location, int damage) implements Order {}
}
