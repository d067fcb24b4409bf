package dev.swarm.engine.comms;

/** Somebody who waits for a reply. */
@FunctionalInterface
public interface Caller {

    /** The wait is over; called once, by the engine's thread or the one that asked. Returns at once. */
    void onReply(Reply reply);
}
