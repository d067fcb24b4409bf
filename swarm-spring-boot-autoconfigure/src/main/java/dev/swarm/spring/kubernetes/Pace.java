package dev.swarm.spring.kubernetes;

import java.time.Duration;

/**
 * How often the API server is asked.
 *
 * @param interval shortest time between two writes that were taken
 * @param firstRetry wait after the first failure; doubled after each further one
 * @param lastRetry longest wait after a failure
 */
record Pace(Duration interval, Duration firstRetry, Duration lastRetry) {

    /** Commands change seldom; these numbers are for the case that they do not. */
    static Pace usual() {
        return new Pace(Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofMinutes(5));
    }
}
