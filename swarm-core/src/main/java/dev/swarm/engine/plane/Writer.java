package dev.swarm.engine.plane;

import dev.swarm.api.TrafficCounter;
import dev.swarm.engine.wire.frame.Frames;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes what waits, once at the end of a step: one array for each connection, with the credit that is granted and all
 * frames that credit allows. Only connections that are marked are looked at.
 */
final class Writer {

    private final PlaneParts parts;
    private final List<Connection> marked = new ArrayList<>();

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

    void flush() {
        for (Connection connection : marked) {
            connection.dirty = false;
            write(connection);
        }
        marked.clear();
    }

    /** Writes what may leave on one connection now. */
    void write(Connection connection) {
        Partner partner = connection.partner;
        if (!connection.isStanding() || partner == null) {
            return;
        }
        int grants = connection.incoming().grantBytes();
        int length = grants + partner.outgoing.fitting(connection.credit());
        if (length == 0) {
            return;
        }
        byte[] bytes = new byte[length];
        int at = connection.incoming().writeGrants(bytes, 0);
        at = partner.outgoing.writeTo(bytes, at, connection.credit());
        if (at != length) {
            throw new IllegalStateException(
                    "Counted " + length + " bytes for " + partner.id() + ", but wrote " + at + " after " + grants);
        }
        put(connection, bytes);
    }

    /** Makes the peer's host say so if there is no such connection any more: a grant of nothing. */
    void poke(Connection connection) {
        byte[] bytes = new byte[Frames.CREDIT_BYTES];
        Frames.putCredit(bytes, 0, LaneBounds.CONTROL, 0);
        put(connection, bytes);
    }

    private void put(Connection connection, byte[] bytes) {
        parts.counters().add(TrafficCounter.PLANE_BYTES_OUT, bytes.length);
        parts.outbox().write(connection.id, bytes);
    }
}
