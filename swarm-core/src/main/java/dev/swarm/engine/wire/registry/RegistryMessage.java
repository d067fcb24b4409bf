package dev.swarm.engine.wire.registry;

import dev.swarm.api.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * What registries of connected nodes say to each other about names. The sender is whoever the connection belongs to.
 * Each may be said again until it is answered, so each is understood as often as it comes.
 */
public sealed interface RegistryMessage {

    /**
     * A user of the sender asks for something.
     *
     * @param request number of the request, unique within the sender's session
     * @param name the name, with its scope
     * @param op what
     * @param patienceMillis how long the sender still waits, at least 1
     */
    record Ask(long request, String name, Op op, long patienceMillis) implements RegistryMessage {}

    /**
     * The answer to an {@link Ask}.
     *
     * @param request its number
     * @param verdict how it ended
     * @param token of the life that it is about; 0 for none
     * @param node where that life is; {@code null} for nobody
     * @param reason a clause for people, or empty
     */
    record Reply(
            long request,
            Verdict verdict,
            long token,
            @Nullable NodeId node,
            String reason) implements RegistryMessage {}

    /** The sender waits no longer for a request that registers. */
    record Cancel(long request) implements RegistryMessage {}

    /**
     * The receiver is to be the next place of a name: it starts a worker that handles no message yet, or keeps the
     * state for the one that it has.
     *
     * @param move number of the move, unique within the sender's session
     * @param name the name, with its scope
     * @param recipe how to start it
     * @param token the highest token of any life that the sender knows
     * @param luggage what it goes on with; {@code null} for a fresh start
     * @param isFirst whether this is the first life of a name that is being registered
     */
    record Prepare(
            long move,
            String name,
            Recipe recipe,
            long token,
            @Nullable Blob luggage,
            boolean isFirst) implements RegistryMessage {}

    /**
     * The answer to a {@link Prepare}.
     *
     * @param move its number
     * @param accepted whether the worker stands ready
     * @param retry whether the same may be accepted a little later; only if not accepted
     * @param reason why not, or empty
     */
    record Prepared(long move, boolean accepted, boolean retry, String reason) implements RegistryMessage {}

    /** Whoever lived at the sender handles no message any more: the prepared worker may live. */
    record Commit(long move) implements RegistryMessage {}

    /**
     * The prepared worker lives, or another life of the name has taken the state.
     *
     * @param move number of the move
     * @param token of the life at the sender
     */
    record Live(long move, long token) implements RegistryMessage {}

    /** The move comes to nothing: what was prepared is dropped. */
    record Abort(long move) implements RegistryMessage {}
}
