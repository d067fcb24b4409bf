package dev.swarm.api.registry;

import dev.swarm.api.SwarmWorker;

/** Makes the workers of one type. Called by threads that may block, several at a time. */
@FunctionalInterface
public interface WorkerFactory {

    /**
     * Makes the worker of one life; {@link SwarmWorker#onStart} follows.
     *
     * @throws Exception if none can be made
     */
    SwarmWorker create(WorkerContext context) throws Exception;
}
