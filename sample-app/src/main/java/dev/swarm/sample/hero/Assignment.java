package dev.swarm.sample.hero;

import java.util.Comparator;

/**
 * Where a hero belongs. Of two that were made on two sides of a split network the later one counts, on all nodes; of
 * two of the same moment the one with the greater name.
 *
 * @param location a city, or {@link City#HOME}
 * @param atMillis when it was made, in milliseconds since 1970
 */
public record Assignment(String location, long atMillis) implements Comparable<Assignment> {

    private static final Comparator<Assignment> ORDER =
            Comparator.comparingLong(Assignment::atMillis).thenComparing(Assignment::location);

    @Override
    public int compareTo(Assignment other) {
        return ORDER.compare(this, other);
    }
}
