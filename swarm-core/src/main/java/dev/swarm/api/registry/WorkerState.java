package dev.swarm.api.registry;

/** State of a worker on its way between two of its lives. */
public interface WorkerState {

    /**
     * Returns it as a value of a type.
     *
     * @throws IllegalArgumentException if it is no such value
     */
    <T> T as(Class<T> type);
}
