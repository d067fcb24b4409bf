package dev.swarm.sample.hero;

import java.time.Duration;

/**
 * How often things happen in each city.
 *
 * @param patrol between two patrols, 50 ms to 1 h
 * @param fight between two fights, 50 ms to 1 h
 */
public record Tempo(Duration patrol, Duration fight) {

    private static final Duration MIN = Duration.ofMillis(50);
    private static final Duration MAX = Duration.ofHours(1);

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException naming what is out of them
     */
    public Tempo {
        check("patrol", patrol);
        check("fight", fight);
    }

    private static void check(String what, Duration value) {
        if (value.compareTo(MIN) < 0 || value.compareTo(MAX) > 0) {
            throw new IllegalArgumentException(
                    what + " interval must be 50 ms to 1 h, not " + value.toMillis() + " ms");
        }
    }
}
