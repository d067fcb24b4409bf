package dev.swarm.engine.registry;

import dev.swarm.api.NodeId;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.registry.Blob;
import dev.swarm.engine.wire.registry.Recipe;
import dev.swarm.engine.wire.registry.RegistryMessage.Prepare;
import org.jspecify.annotations.Nullable;

/**
 * A copy that comes from another node, as its target sees it: it becomes a copy here, or a legacy to the one that is.
 */
final class Arrival {

    final NodeId source;
    final long session;
    final long move;
    final String name;
    final Recipe recipe;
    final long token;
    final boolean isFirst;
    final @Nullable Blob state;

    /** When the source is told again that all is prepared, in case it has forgotten. */
    final Deadline again = new Deadline();

    /** The copy that it becomes, or whose legacy it is; {@code null} before that is known. */
    @Nullable
    Copy copy;

    boolean isLegacy;
    boolean isCommitted;

    Arrival(Now now, NodeId source, long session, Prepare from, long againNanos) {
        this.source = source;
        this.session = session;
        this.move = from.move();
        this.name = from.name();
        this.recipe = from.recipe();
        this.token = from.token();
        this.isFirst = from.isFirst();
        this.state = from.luggage();
        again.set(now, againNanos);
    }

    /** Returns its name among all arrivals. */
    Asked key() {
        return new Asked(source, session, move);
    }
}
