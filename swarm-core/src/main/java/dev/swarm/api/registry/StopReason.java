package dev.swarm.api.registry;

/** Why a worker's life ends, and a name with it or not. */
public enum StopReason {
    /** Somebody asked for it by name. */
    STOPPED,
    /** It stopped itself. */
    DONE,
    /** It threw, or could not be started. */
    CRASHED,
    /** Its next life is on another node. */
    MOVED,
    /** Another life of the name won, or an earlier registration did. */
    CONFLICT,
    /** Too few nodes are here; the name goes on when they are back. */
    QUORUM_LOST,
    /** Whoever registered it did not wait long enough. */
    TIMED_OUT,
    /** Its name was taken away, and it lives on without one. */
    UNREGISTERED,
    /** Its node stops, or is gone. */
    NODE_GONE
}
