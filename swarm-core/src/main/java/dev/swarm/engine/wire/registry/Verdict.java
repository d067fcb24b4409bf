package dev.swarm.engine.wire.registry;

/** How an {@link Op} ended at the node that was asked. */
public enum Verdict {
    /** Done; the token says which life. */
    DONE,
    /** The name is taken; the token and the node say by whom. */
    TAKEN,
    /** The name is not registered. */
    UNKNOWN,
    /** The worker could not be started; the reason says why. */
    START_FAILED,
    /** Not here, or not now: ask again a little later, perhaps somebody else. */
    RETRY,
    /** No node may own names. */
    NO_NODE,
    /** It cannot be done, whoever is asked; the reason says why. */
    INVALID
}
