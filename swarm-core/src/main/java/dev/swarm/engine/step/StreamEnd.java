package dev.swarm.engine.step;

/** How a stream ended without this node's doing. */
public enum StreamEnd {
    /** It stood, and the peer closed or reset it. */
    CLOSED,
    /** It never stood: the peer's host answered that nobody listens there. */
    REFUSED,
    /** Anything else: no route, no answer in time, an error of this host. Says nothing about the peer. */
    FAILED
}
