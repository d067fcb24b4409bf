package dev.swarm.api;

import dev.swarm.api.registry.Handoff;
import dev.swarm.api.registry.StopReason;
import dev.swarm.api.registry.WorkerContext;
import dev.swarm.api.registry.WorkerMessage;
import dev.swarm.api.registry.WorkerState;
import org.jspecify.annotations.Nullable;

/**
 * A long-lived object with a name, placed on one node of the cluster and reached from all. Its methods are called one
 * at a time, in the order of its mailbox, by a thread that may block; never by the protocol's. So it needs no locks for
 * its own state. A worker that is slow or throws affects its own name only.
 *
 * <p>The order of a life: the factory makes it, {@link #onStart}, then {@link #endHandoff} if it comes from another
 * node with state, then messages, and {@link #onStop} at the end. No message is handled before {@link #endHandoff} is
 * over.
 */
public interface SwarmWorker {

    /**
     * It begins to live under its name. It may join groups and look up names here; that waits for nothing.
     *
     * @param context its name, its token, its timers; the same object for the whole life
     * @throws Exception if it cannot begin; the registration fails with this, or the next attempt follows
     */
    default void onStart(WorkerContext context) throws Exception {}

    /**
     * Handles a message.
     *
     * @return what answers an {@code ask}; {@code null} for nothing. Ignored for a {@code tell}
     * @throws Exception ends this life of the worker, as a crash; whoever asked is told, and the restart policy of the
     *     name says what follows. Messages that wait are kept for the next life
     */
    @Nullable
    Object onMessage(WorkerMessage message) throws Exception;

    /**
     * The name is to live on another node. No message is handled after this one returns, unless the move comes to
     * nothing. What it throws, or a time out, leaves the worker where it is.
     *
     * @return whether the next life starts afresh, goes on with this one's state, or stays here
     * @throws Exception to stay
     */
    default Handoff beginHandoff() throws Exception {
        return Handoff.restart();
    }

    /**
     * Takes the state of its life on another node; called after {@link #onStart} and before any message.
     *
     * @throws Exception if it cannot go on with it; the old life goes on then
     */
    default void endHandoff(WorkerState state) throws Exception {}

    /**
     * Takes the state of another life of the same name, which ran at the same time on the other side of a split
     * network and ends now. May merge it or pass it over; called once for each other life.
     *
     * @throws Exception as with {@link #onMessage}
     */
    default void resolveConflict(WorkerState state) throws Exception {}

    /** It lives no longer; nothing is called after this. What it throws is logged. */
    default void onStop(StopReason reason) throws Exception {}
}
