package dev.swarm.engine.plane;

import dev.swarm.api.TrafficCounter;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.frame.Frames;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes what waits, once at the end of a step: in one piece for each connection, with the credit that is granted and all
 * frames that credit allows. Only connections that are marked are looked at.
 */
final class Writer {

    private final PlaneParts parts;
    private final List<Connection> marked = new ArrayList<>();
    private long nextNanos = Deadline.NEVER;

    Writer(PlaneParts parts) {
        this.parts = parts;
    }

    /** Something is to be written on this connection at the end of the step. */
    void mark(Connection connection) {
        if (!connection.dirty) {
            connection.dirty = true;
            marked.add(connection);
        }
    }

    void flush(Now now) {
        for (Connection connection : marked) {
            connection.dirty = false;
            write(now, connection);
        }
        marked.clear();
    }

    /** Returns the first moment at which something that was written should have been answered; asked once each. */
    long takeNextNanos() {
        long next = nextNanos;
        nextNanos = Deadline.NEVER;
        return next;
    }

    /** Writes what may leave on one connection now. */
    void write(Now now, Connection connection) {
        Partner partner = connection.partner;
        if (!connection.isStanding() || partner == null) {
            return;
        }
        int grants = connection.incoming().grantBytes(partner.held);
        int length = grants + partner.outgoing.fitting(connection.credit());
        if (length == 0) {
            return;
        }
        ByteBuffer room = parts.outbox().write(connection.id, length);
        connection.incoming().writeGrants(room, partner.held);
        partner.outgoing.writeTo(room, connection.credit());
        if (room.hasRemaining()) {
            throw new IllegalStateException("Counted " + length + " bytes for " + partner.id() + ", " + grants
                    + " of them grants, but " + room.remaining() + " are missing");
        }
        parts.counters().add(TrafficCounter.PLANE_BYTES_OUT, length);
        if (connection.unansweredNanos == Deadline.NEVER) {
            connection.unansweredNanos = now.nanos();
            nextNanos = Math.min(nextNanos, Stalls.askNanos(connection));
        }
    }

    /** Makes the peer's host say so if there is no such connection any more: a grant of nothing. */
    void poke(Connection connection) {
        byte[] bytes = new byte[Frames.CREDIT_BYTES];
        Frames.putCredit(ByteBuffer.wrap(bytes), LaneBounds.CONTROL, 0);
        put(connection, bytes);
    }

    /** Asks for a sign of life. */
    void askEcho(Connection connection) {
        put(connection, Frames.echo(true));
    }

    /** Gives a sign of life: at once, so that it waits behind nothing. */
    void answerEcho(Connection connection) {
        put(connection, Frames.echo(false));
    }

    private void put(Connection connection, byte[] bytes) {
        parts.counters().add(TrafficCounter.PLANE_BYTES_OUT, bytes.length);
        parts.outbox().write(connection.id, bytes);
    }
}
