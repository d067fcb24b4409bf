package dev.swarm.engine.plane;

import dev.swarm.api.NodeId;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Peer;
import org.jspecify.annotations.Nullable;

/**
 * A peer that this node takes notice of: it chose it as a neighbour, somebody wants it, or it has connected itself. At
 * most one connection to it stands, and at most one more is being dialled. Messages wait here and not at a connection,
 * so they outlive one; they never outlive the peer's process.
 */
final class Partner {

    final Outgoing outgoing;
    final Backoff backoff;
    Peer peer;

    /** Whether it is a neighbour. */
    boolean chosen;

    /** Whether somebody asked for it and still uses it. */
    boolean wanted;

    /** Lanes on which it is granted no more, one bit each: whoever takes their messages is full. */
    int held;

    /** Whether it is known that datagrams get through to it and back. */
    boolean reachable;

    /** When it disappeared from the list of peers; {@link Deadline#NEVER} while it is there. */
    long goneNanos = Deadline.NEVER;

    /** Since when there is no connection. */
    long aloneNanos;

    /** When a message went there or came from there, or somebody asked for it. */
    long usedNanos;

    @Nullable
    Connection standing;

    @Nullable
    Connection dialled;

    Partner(Peer peer, Outgoing outgoing, Backoff backoff, long nowNanos) {
        this.peer = peer;
        this.outgoing = outgoing;
        this.backoff = backoff;
        this.aloneNanos = nowNanos;
        this.usedNanos = nowNanos;
    }

    NodeId id() {
        return peer.id();
    }

    boolean isListed() {
        return goneNanos == Deadline.NEVER;
    }

    boolean isConnected() {
        return standing != null || dialled != null;
    }

    /** Takes over what is new about it; messages for an earlier process of its name are dropped. */
    void update(Peer newer) {
        boolean otherProcess = newer.session() != peer.session();
        if (otherProcess) {
            outgoing.clear();
        }
        if (otherProcess || !newer.address().equals(peer.address())) {
            backoff.reset();
        }
        peer = newer;
        goneNanos = Deadline.NEVER;
    }
}
