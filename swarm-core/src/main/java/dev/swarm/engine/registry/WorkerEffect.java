package dev.swarm.engine.registry;

import dev.swarm.api.NodeId;
import dev.swarm.api.registry.StopMode;
import dev.swarm.api.registry.StopReason;
import dev.swarm.engine.step.Effect;
import dev.swarm.engine.wire.registry.Blob;
import dev.swarm.engine.wire.registry.Recipe;
import org.jspecify.annotations.Nullable;

/**
 * What the registry has done with workers on this node. A <i>copy</i> is one life of a name here; its number is never
 * used again. That of a local name is its token below zero, and the shell may find it by both, as most that there are
 * may be such. Effects of one copy come in order, and each that says so is answered by exactly one call of {@link
 * Registry}.
 */
public sealed interface WorkerEffect extends Effect {

    /** Returns the number of the copy; 0 for {@link Answered}. */
    long copy();

    /** Why a copy is started. */
    enum Cause {
        /** Its name is registered. */
        FIRST,
        /** It follows one that gave its name away, perhaps with state. */
        HANDOFF,
        /** It follows one that crashed or ended here; messages that wait for the name are its. */
        RESTART,
        /** It follows one whose node is gone or may own nothing any more. */
        FAILOVER
    }

    /**
     * Make a worker, start it, and give it the state if there is some; it handles no message before {@link Open}.
     * Answered by {@link Registry#onStarted} or {@link Registry#onStartFailed}. A {@link Stop} that comes meanwhile
     * waits for it.
     *
     * @param name with its scope
     * @param recipe how to make it
     * @param token the token it will have, unless {@link Open} names a higher one
     * @param luggage the state, opaque here; {@code null} for none
     */
    record Start(
            long copy,
            String name,
            Recipe recipe,
            long token,
            @Nullable Blob luggage,
            Cause cause) implements WorkerEffect {}

    /** Messages are handled from now on, under this token; also after {@link Freeze}, with the old or a new one. */
    record Open(long copy, long token) implements WorkerEffect {}

    /**
     * After the present message handle no other one; then ask the worker to begin its handoff. Messages that come wait.
     * Answered by {@link Registry#onFrozen}, after {@code handoff-timeout} at the latest. Ended by {@link Open} or
     * {@link Stop}.
     */
    record Freeze(long copy) implements WorkerEffect {}

    /**
     * Give the worker the state of another life, before any further message. Answered by {@link Registry#onResolved}.
     */
    record Resolve(long copy, Blob state) implements WorkerEffect {}

    /**
     * End the life. Answered by {@link Registry#onStopped}, when it has ended and nothing of it waits any more. If the
     * worker does not end in time it is interrupted and forgotten.
     *
     * @param name with its scope
     * @param reason why; for {@link StopReason#QUORUM_LOST} and {@link StopReason#NODE_GONE} its state is asked for and
     *     put into the store, if there is one, unless it is frozen already
     * @param mode whether messages that wait are handled first
     * @param next where messages that wait go; {@code null} to tell their senders that the worker is gone
     */
    record Stop(
            long copy,
            String name,
            StopReason reason,
            StopMode mode,
            @Nullable NodeId next) implements WorkerEffect {}

    /**
     * The name is gone, the life is not: nobody reaches it by this name any more.
     *
     * @param name with its scope
     */
    record Detach(long copy, String name) implements WorkerEffect {}

    /** A request that was made here has ended. */
    record Answered(long request, Outcome outcome) implements WorkerEffect {

        @Override
        public long copy() {
            return 0;
        }
    }
}
