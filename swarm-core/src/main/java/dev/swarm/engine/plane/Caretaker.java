package dev.swarm.engine.plane;

import dev.swarm.api.config.PlaneConfig;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.frame.ByeReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Dials whom this node needs and has not, and lets go of what nobody needs any more. Of two nodes that need each
 * other the one with the lesser name dials at once, the other only after a second alone. A peer that is no member any
 * more keeps its connection for a moment, in case it comes back; one that is no neighbour, neither way, until it was
 * idle for a time. A peer that is silent for long is sent a few bytes, which find out a connection that is dead on
 * its side.
 */
final class Caretaker {

    private static final long SECOND = 1_000_000_000L;
    private static final long GRACE_NANOS = 2 * SECOND;
    private static final long QUIET_NANOS = 30 * SECOND;

    private final PlaneParts parts;
    private final Partners partners;
    private final Connections connections;
    private final Writer writer;
    private final Stalls stalls;
    private final long idleNanos;

    Caretaker(PlaneParts parts, Partners partners, Connections connections, Writer writer, Stalls stalls) {
        this.parts = parts;
        this.partners = partners;
        this.connections = connections;
        this.writer = writer;
        this.stalls = stalls;
        this.idleNanos = parts.config().connections().idleTimeout().toNanos();
    }

    void onTime(Now now) {
        for (Partner partner : List.copyOf(partners.all())) {
            endOldProcess(now, partner);
            if (isDue(now, partner.goneNanos, GRACE_NANOS)) {
                release(now, partner, ByeReason.NOT_A_MEMBER);
            } else if (!partner.chosen && isDue(now, partner.usedNanos, idleNanos)) {
                onIdle(now, partner);
            } else if (!partner.chosen && isSurplus()) {
                release(now, partner, ByeReason.UNUSED);
            }
            stalls.onTime(now, partner);
            pokeIfQuiet(now, partner);
            boolean kept = partner.chosen || partner.wanted || partner.isConnected() || !partner.outgoing.isEmpty();
            if (!kept) {
                partners.forget(partner);
            } else if (wantsDial(partner) && dialNanos(partner) <= now.nanos() && hasRoom()) {
                connections.dial(now, partner);
            }
        }
    }

    long nextDeadlineNanos() {
        long next = Deadline.NEVER;
        for (Partner partner : partners.all()) {
            next = Math.min(next, Deadline.saturatedAdd(partner.goneNanos, GRACE_NANOS));
            next = Math.min(next, stalls.nextDeadlineNanos(partner));
            if (!partner.chosen) {
                next = Math.min(next, Deadline.saturatedAdd(partner.usedNanos, idleNanos));
            }
            if (partner.standing != null) {
                next = Math.min(next, Deadline.saturatedAdd(partner.standing.quietNanos, QUIET_NANOS));
            }
            if (wantsDial(partner) && hasRoom()) {
                next = Math.min(next, dialNanos(partner));
            }
        }
        return next;
    }

    /** Another process has the partner's name now; whoever speaks on the old connection is not it. */
    private void endOldProcess(Now now, Partner partner) {
        Connection standing = partner.standing;
        if (standing != null && !standing.isFrom(partner.id(), partner.peer.session())) {
            connections.close(now, standing, ByeReason.NOT_A_MEMBER);
            partner.backoff.reset();
        }
    }

    private void pokeIfQuiet(Now now, Partner partner) {
        Connection standing = partner.standing;
        if (standing != null && isDue(now, standing.quietNanos, QUIET_NANOS)) {
            standing.quietNanos = now.nanos();
            writer.poke(standing);
        }
    }

    /** The other side may need the connection although this one does not: both reckon alike. */
    private void onIdle(Now now, Partner partner) {
        partner.wanted = false;
        boolean needed =
                partner.standing != null && partners.neighboursOf(partner.id()).contains(parts.self());
        if (needed) {
            partner.usedNanos = now.nanos();
        } else {
            release(now, partner, ByeReason.UNUSED);
        }
    }

    private void release(Now now, Partner partner, ByeReason reason) {
        partner.wanted = false;
        partner.chosen = false;
        partner.outgoing.clear();
        closeIfThere(now, partner.dialled, reason);
        closeIfThere(now, partner.standing, reason);
    }

    private void closeIfThere(Now now, @Nullable Connection connection, ByeReason reason) {
        if (connection != null) {
            connections.close(now, connection, reason);
        }
    }

    private boolean wantsDial(Partner partner) {
        return partner.isListed() && (partner.chosen || partner.wanted) && !partner.isConnected();
    }

    private long dialNanos(Partner partner) {
        boolean first = partner.wanted || parts.self().compareTo(partner.id()) < 0;
        long turn = first ? 0 : Deadline.saturatedAdd(partner.aloneNanos, SECOND);
        return Math.max(turn, partner.backoff.notBeforeNanos());
    }

    private boolean hasRoom() {
        return connections.standing() + connections.dialled()
                < parts.config().connections().most();
    }

    /** Many changes in a short time leave many that were neighbours once. */
    private boolean isSurplus() {
        PlaneConfig.Connections bounds = parts.config().connections();
        return partners.all().size() > bounds.most() + Neighbourhood.most(bounds.meshNodes());
    }

    private static boolean isDue(Now now, long sinceNanos, long afterNanos) {
        return Deadline.saturatedAdd(sinceNanos, afterNanos) <= now.nanos();
    }
}
