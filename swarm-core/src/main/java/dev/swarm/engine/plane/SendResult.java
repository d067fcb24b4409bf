package dev.swarm.engine.plane;

/** What became of a message handed to the data plane. Only {@link #QUEUED} ones are its business from then on. */
public enum SendResult {
    /**
     * It leaves as soon as credit and more urgent messages let it. It arrives once and in the order of its lane, unless
     * the connection ends: the listener hears of that, and what was written by then may be lost.
     */
    QUEUED,
    /** The lane's queue for that peer has no room; try again later. */
    FULL,
    /** It is longer than a message of its lane may be. */
    TOO_LARGE,
    /** There is no connection to that node now. */
    NOT_CONNECTED
}
