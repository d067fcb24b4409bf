package dev.swarm.discovery;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Time between two look-ups: a mean, a fifth more or less, so that nodes that were started together do not ask together
 * for ever.
 *
 * @param mean the mean
 */
public record Pace(Duration mean) {

    /** Returns the time until the next look-up. */
    public Duration next() {
        return mean.multipliedBy(ThreadLocalRandom.current().nextInt(80, 121)).dividedBy(100);
    }
}
