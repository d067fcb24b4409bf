package dev.swarm.api.registry;

import org.jspecify.annotations.Nullable;

/**
 * Where the state of workers outlives a crash of them or of their node. Called by threads that may block; one name is
 * never saved and loaded at the same time by one node.
 */
public interface WorkerStore {

    /**
     * Puts the state of a name in the place of an earlier one.
     *
     * @param name with its scope
     * @param token the fencing token of the life that saves; a store that compares refuses lower ones
     * @param state as encoded; {@code null} to forget it, as the name is gone
     * @throws Exception if it cannot be saved; logged, and counted
     */
    void save(String name, long token, byte @Nullable [] state) throws Exception;

    /**
     * Returns what was saved last, {@code null} if nothing was.
     *
     * @throws Exception if it cannot be read; the start of the worker fails then, and is tried again
     */
    byte @Nullable [] load(String name) throws Exception;
}
