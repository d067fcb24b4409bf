package dev.swarm.api.registry;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of names that were registered at once.
 *
 * @param registered how many are, at least 0
 * @param failures why the others are not, by name; what a call for each alone would have failed with
 */
public record Registrations(int registered, SortedMap<String, RuntimeException> failures) {

    /** Takes an unmodifiable copy. */
    public Registrations {
        failures = Collections.unmodifiableSortedMap(new TreeMap<>(failures));
    }
}
