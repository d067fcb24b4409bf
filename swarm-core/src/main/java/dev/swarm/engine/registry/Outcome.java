package dev.swarm.engine.registry;

import dev.swarm.api.registry.WorkerRef;

/** How a request ended, for whoever made it. */
public sealed interface Outcome {

    /** It was done. */
    record Done() implements Outcome {}

    /** The name is registered now, and this node shows it. */
    record Registered(WorkerRef worker) implements Outcome {}

    /** The name was taken already. */
    record Taken(WorkerRef worker) implements Outcome {}

    /** The name is not registered. */
    record Unknown() implements Outcome {}

    /** Nobody may own names. */
    record NoNode(String reason) implements Outcome {}

    /** The worker could not be made. */
    record StartFailed(String reason) implements Outcome {}

    /** Time is up. */
    record TimedOut() implements Outcome {}

    /** It cannot be done as asked. */
    record Invalid(String reason) implements Outcome {}

    /** There is no room for it; nothing has changed. */
    record NoRoom(String reason) implements Outcome {}

    /** All names were given away. */
    record Drained(int moved) implements Outcome {}
}
