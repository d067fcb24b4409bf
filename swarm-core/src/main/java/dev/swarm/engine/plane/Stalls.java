package dev.swarm.engine.plane;

import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.frame.ByeReason;
import org.jspecify.annotations.Nullable;

/**
 * Finds connections on which nothing comes through although their peer can be reached. After a cut that has healed TCP
 * repeats itself only after a pause that grew meanwhile, up to minutes; a new connection stands within a round trip.
 *
 * <p>Whoever wrote something and heard nothing for {@value #PATIENCE_NANOS} ns asks for a sign of life, and gives the
 * connection up if none comes; both only while datagrams get through, so that a cut or a pause of the peer breaks
 * nothing. When datagrams get through again it asks at once.
 */
final class Stalls {

    private static final long PATIENCE_NANOS = 3_000_000_000L;
    private static final long ECHO_NANOS = 2_000_000_000L;
    private static final long ECHO_AFTER_CUT_NANOS = 1_000_000_000L;

    private final Connections connections;
    private final Writer writer;

    Stalls(Connections connections, Writer writer) {
        this.connections = connections;
        this.writer = writer;
    }

    /** Returns when a connection is asked for a sign of life, unless something comes before. */
    static long askNanos(Connection connection) {
        return Deadline.saturatedAdd(connection.unansweredNanos, PATIENCE_NANOS);
    }

    /** Datagrams get through to a peer and back, or do not any more. */
    void onReachable(Now now, Partner partner, boolean reachable) {
        boolean again = reachable && !partner.reachable;
        partner.reachable = reachable;
        Connection standing = partner.standing;
        if (again && standing == null) {
            partner.backoff.reset();
        } else if (again && standing != null && standing.unansweredNanos != Deadline.NEVER) {
            ask(now, standing, ECHO_AFTER_CUT_NANOS);
        }
    }

    /** Looks at the connection of a partner. */
    void onTime(Now now, Partner partner) {
        Connection standing = partner.standing;
        if (standing == null || !partner.reachable) {
            return;
        }
        if (standing.stalledNanos <= now.nanos()) {
            connections.close(now, standing, ByeReason.STALLED);
            partner.backoff.reset();
            partner.wanted = true;
            partner.usedNanos = now.nanos();
        } else if (standing.stalledNanos == Deadline.NEVER && askNanos(standing) <= now.nanos()) {
            ask(now, standing, ECHO_NANOS);
        }
    }

    /** Returns when to look again. */
    long nextDeadlineNanos(Partner partner) {
        @Nullable Connection standing = partner.standing;
        if (standing == null || !partner.reachable) {
            return Deadline.NEVER;
        }
        return standing.stalledNanos == Deadline.NEVER ? askNanos(standing) : standing.stalledNanos;
    }

    private void ask(Now now, Connection standing, long patienceNanos) {
        standing.stalledNanos = Deadline.saturatedAdd(now.nanos(), patienceNanos);
        writer.askEcho(standing);
    }
}
