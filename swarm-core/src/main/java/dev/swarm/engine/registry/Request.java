package dev.swarm.engine.registry;

import dev.swarm.api.NodeId;
import dev.swarm.engine.wire.registry.Op;
import dev.swarm.engine.wire.registry.RegistryMessage.Reply;
import org.jspecify.annotations.Nullable;

/** What a user of this node has asked for and not heard of yet. */
final class Request {

    final long number;
    final String name;
    final Op op;
    final long sinceNanos;
    final long untilNanos;

    /** When it is asked again. */
    final Agenda.Entry<Request> again = new Agenda.Entry<>(this);

    int tries;

    /** Whom it was asked last; {@code null} for nobody. */
    @Nullable
    NodeId target;

    /** Since when its answer is waited for: the first asking, or its last word that was none. */
    long askedNanos;

    /** Whether it is done, and only this node does not show it yet. */
    boolean isDone;

    /** Who has the name that was to be registered, if it is taken. */
    @Nullable
    Reply taken;

    /** The token of the life that it is about, once it is done. */
    long token;

    Request(long number, String name, Op op, long sinceNanos, long untilNanos) {
        this.number = number;
        this.name = name;
        this.op = op;
        this.sinceNanos = sinceNanos;
        this.untilNanos = untilNanos;
    }
}
