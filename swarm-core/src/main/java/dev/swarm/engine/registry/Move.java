package dev.swarm.engine.registry;

import dev.swarm.api.NodeId;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.registry.Blob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One copy on its way to another node, as its source sees it. */
final class Move {

    /** A target has its worker start, and has it take the state. */
    private static final int PATIENCE = 3;

    final long id;
    final Copy copy;
    final NodeId target;

    /** The process of the target; another one knows nothing of the move. */
    final long session;

    /** Whether another life of the name won, so that this one cannot stay. */
    final boolean contested;

    /** Those that must go together with it, this one included. */
    final List<Move> batch;

    /** When what was said last is said again. */
    final Deadline again = new Deadline();

    /** What the worker gave away; nothing before it has spoken, and {@code null} in it for a fresh start. */
    @Nullable
    Luggage luggage;

    /** When the target was asked first. */
    long saidNanos = Long.MIN_VALUE;

    boolean isPrepared;
    boolean isCommitted;
    int tries;

    Move(long id, Copy copy, Destination to, List<Move> batch) {
        this.id = id;
        this.copy = copy;
        this.target = to.node();
        this.session = to.session();
        this.contested = to.contested();
        this.batch = batch;
        batch.add(this);
    }

    /**
     * Tells whether the target takes too long to make its worker; meanwhile messages wait.
     *
     * @param timeout of a worker that gives its state away, or takes it
     */
    boolean isOverdue(Now now, Duration timeout) {
        boolean isAsked = saidNanos != Long.MIN_VALUE && !isPrepared && !isCommitted;
        return isAsked && now.nanos() - saidNanos > PATIENCE * timeout.toNanos();
    }

    /** A move of one copy alone has a batch of its own. */
    static List<Move> newBatch() {
        return new ArrayList<>(1);
    }

    /**
     * Where copies go.
     *
     * @param node whereto
     * @param session its process
     * @param contested whether they cannot stay
     */
    record Destination(NodeId node, long session, boolean contested) {}

    /**
     * What goes with it.
     *
     * @param state opaque; {@code null} for a fresh start
     */
    record Luggage(@Nullable Blob state) {}
}
