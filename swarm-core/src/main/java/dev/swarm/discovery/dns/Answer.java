package dev.swarm.discovery.dns;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a question.
 *
 * @param records what was answered; empty if there is nothing of that name and type, or if there was no answer
 * @param problem what is wrong with the answer, without the name that was asked for; {@code null} if nothing is. With
 *     records, the answer is only a part of what there is
 * @param <T> what a record says
 */
record Answer<T>(List<T> records, @Nullable String problem) {

    static <T> Answer<T> of(List<T> records) {
        return new Answer<>(List.copyOf(records), null);
    }

    static <T> Answer<T> failed(String problem) {
        return new Answer<>(List.of(), problem);
    }

    /** Tells whether there is something, and all of it. */
    boolean isComplete() {
        return problem == null && !records.isEmpty();
    }
}
