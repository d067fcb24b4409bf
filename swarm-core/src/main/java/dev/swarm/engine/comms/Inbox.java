package dev.swarm.engine.comms;

/** Takes what arrives for this node; the engine's thread alone calls. */
@FunctionalInterface
public interface Inbox {

    /**
     * Takes a message.
     *
     * @param arrival where it is read from, during the call only
     * @return false to be sent no more by that sender at that priority, until {@link Post#release} is called
     */
    boolean take(Arrival arrival);
}
