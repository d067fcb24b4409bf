package dev.swarm.api;

/**
 * Takes messages of one type. Calls for messages of one sender and priority come one after the other, in the order of
 * sending; others may come at the same time. What it throws is logged and counted, and concerns no other message.
 *
 * @param <T> the payload's type
 */
@FunctionalInterface
public interface MessageHandler<T> {

    /**
     * Takes a message.
     *
     * @param message what was sent
     * @throws Exception if it cannot be handled; an acknowledged delivery fails for its sender then
     */
    void onMessage(Message<T> message) throws Exception;
}
