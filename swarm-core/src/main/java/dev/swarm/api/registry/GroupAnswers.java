package dev.swarm.api.registry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the members of a group said. Who answered with nothing is among neither.
 *
 * @param answers by name
 * @param failures why others did not answer, by name
 * @param <R> the type of the answers
 */
public record GroupAnswers<R>(SortedMap<String, R> answers, SortedMap<String, Throwable> failures) {

    /** Takes unmodifiable copies. */
    public GroupAnswers {
        answers = Collections.unmodifiableSortedMap(new TreeMap<>(answers));
        failures = Collections.unmodifiableSortedMap(new TreeMap<>(failures));
    }

    /** Returns the answers alone, in the order of names. */
    public List<R> values() {
        return new ArrayList<>(answers.values());
    }
}
