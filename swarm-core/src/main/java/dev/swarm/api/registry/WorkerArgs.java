package dev.swarm.api.registry;

import org.jspecify.annotations.Nullable;

/** What a worker was registered with: the same for each of its lives. */
public interface WorkerArgs {

    /** Tells whether there is nothing. */
    boolean isEmpty();

    /**
     * Returns them as a value of a type, {@code null} if there are none.
     *
     * @throws IllegalArgumentException if they are no such value
     */
    <T> @Nullable T as(Class<T> type);
}
