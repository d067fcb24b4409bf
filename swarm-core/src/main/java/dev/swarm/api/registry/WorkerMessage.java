package dev.swarm.api.registry;

import dev.swarm.api.NodeId;

/** A message to a worker. */
public interface WorkerMessage {

    /** Returns the node it was sent from; this node itself for one of its own. */
    NodeId from();

    /** Tells whether whoever sent it waits for an answer. */
    boolean isAsk();

    /** Tells whether it is a value of exactly this type: by the class name under which it was sent. */
    boolean is(Class<?> type);

    /**
     * Returns it as a value of a type; what was sent is read as this type whatever its own was.
     *
     * @throws IllegalArgumentException if it is no such value
     */
    <T> T as(Class<T> type);
}
