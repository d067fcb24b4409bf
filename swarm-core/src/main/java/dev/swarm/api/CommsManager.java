package dev.swarm.api;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Messages from node to node that respect the state of the link. Any thread may call any method; none waits.
 *
 * <p>A payload is anything Jackson can write; {@code byte[]} and {@code String} travel as they are. It is known on the
 * wire by the name of its class, and only what some handler of the receiver names is ever read there. A message without
 * a handler is counted at the receiver; a request without one fails for its sender.
 *
 * <p>Whether a message is sent decides the link's quality: see {@link Priority}. If the direct link is gone and another
 * node reaches both ends, messages go over that one, nodes of role {@link Role#RELAY} first. A message to the own node
 * is handed to its handlers without a network.
 *
 * <p>Delivery is at most once. Whoever must know uses {@link #deliver} or a request; after a failure the message may
 * have been handled all the same.
 *
 * <p>What cannot be encoded, or is longer than {@code comms.message-bytes}, is an {@link IllegalArgumentException}, and
 * nothing is sent. A node that does not run has no links: the outcome is {@link SendOutcome#DISCONNECTED}.
 */
public interface CommsManager {

    /** As {@link #send(NodeId, Object, Priority)}, with normal priority. */
    default SendOutcome send(NodeId node, Object payload) {
        return send(node, payload, Priority.NORMAL);
    }

    /** Sends a message that does not expire. */
    SendOutcome send(NodeId node, Object payload, Priority priority);

    /**
     * Sends a message that is worth nothing later: if it has waited here or at a relay for longer than that it is
     * dropped and counted.
     *
     * @param expiry how long it may wait, 1 ms to 1 h
     */
    SendOutcome send(NodeId node, Object payload, Priority priority, Duration expiry);

    /**
     * Sends a message and waits for the word that a handler has taken it.
     *
     * @param timeout how long to wait, 1 ms to 1 h
     * @return done when a handler of the receiver has returned; fails with {@link
     *     dev.swarm.api.failure.UndeliveredException} if it was not sent, with {@link
     *     dev.swarm.api.failure.RequestTimeoutException} if no word came in time, and with {@link
     *     dev.swarm.api.failure.RemoteFailureException} if there is no handler or it threw
     */
    CompletableFuture<Void> deliver(NodeId node, Object payload, Priority priority, Duration timeout);

    /** As {@link #request(NodeId, Object, Class, Priority, Duration)}: normal, with {@code comms.request-timeout}. */
    <R> CompletableFuture<R> request(NodeId node, Object payload, Class<R> type);

    /**
     * Asks something.
     *
     * @param type of the answer
     * @param timeout how long to wait, 1 ms to 1 h
     * @return the answer, {@code null} if the handler returned that; fails as {@link #deliver} does, and with {@link
     *     IllegalArgumentException} if the answer is no such value. What depends on the future runs on a thread of its
     *     own, never on the protocol's
     */
    <R> CompletableFuture<R> request(NodeId node, Object payload, Class<R> type, Priority priority, Duration timeout);

    /**
     * Returns a future that is done as soon as half of the lane is free; at once if it is now. It is done too
     * when the way is gone, which the next message's outcome tells.
     */
    CompletableFuture<Void> room(NodeId node, Priority priority);

    /** Returns how good the link to a node is: excellent to itself, disconnected to a node that nobody knows. */
    LinkQuality linkQuality(NodeId node);

    /** Returns the links to all nodes of ours that are here, sorted by name; without this node. */
    List<Link> links();

    /**
     * Takes messages of a type, from any node, on threads of handlers: each sender and priority has its turn, so one
     * that blocks delays only messages of the same sender and priority. When {@code comms.inbox-capacity} wait there,
     * the sender is held back by flow control; when it is full even so, messages are dropped and counted.
     *
     * @throws IllegalStateException if the type has a handler already
     */
    <T> Registration onMessage(Class<T> type, MessageHandler<? super T> handler);

    /**
     * As {@link #onMessage(Class, MessageHandler)}, but the handler is called by an executor. With one that runs tasks
     * at once ({@code Runnable::run}) the protocol's own thread calls it: nothing is sooner, but all the node does
     * waits meanwhile. Such a handler returns within microseconds, and waits for nothing.
     */
    <T> Registration onMessage(Class<T> type, MessageHandler<? super T> handler, Executor executor);

    /**
     * Answers requests of a type; see {@link #onMessage(Class, MessageHandler)}.
     *
     * @throws IllegalStateException if the type has a handler already
     */
    <T> Registration onRequest(Class<T> type, RequestHandler<? super T, ?> handler);

    /** Answers requests by an executor; see {@link #onMessage(Class, MessageHandler, Executor)}. */
    <T> Registration onRequest(Class<T> type, RequestHandler<? super T, ?> handler, Executor executor);

    /** Returns how many messages of a priority had an outcome since the start. */
    long count(Priority priority, SendOutcome outcome);

    /** A handler's standing; closing it ends the calls, and frees the type. */
    interface Registration extends AutoCloseable {

        @Override
        void close();
    }
}
