package dev.swarm.engine.plane;

import dev.swarm.api.Rejection;
import dev.swarm.api.TrafficCounter;
import dev.swarm.engine.plane.Connection.Phase;
import dev.swarm.engine.step.Lane;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.Lent;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.frame.ByeReason;
import dev.swarm.engine.wire.frame.FrameReader;
import dev.swarm.engine.wire.frame.Hello;
import org.jspecify.annotations.Nullable;

/** Acts on frames: hello only first, messages and credit only while the connection stands. */
final class Receiver {

    private final PlaneParts parts;
    private final Connections connections;
    private final Handshake handshake;
    private final Writer writer;

    Receiver(PlaneParts parts, Connections connections, Handshake handshake, Writer writer) {
        this.parts = parts;
        this.connections = connections;
        this.handshake = handshake;
        this.writer = writer;
    }

    /** Takes bytes; whoever breaks the rules is cut off and counted. */
    void read(Now now, Connection from, byte[] bytes, int length) {
        from.heard(now);
        try {
            from.reader.feed(bytes, length, new Reading(now, from));
        } catch (MalformedPacketException malformed) {
            parts.counters().increment(malformed.rejection());
            connections.close(now, from, ByeReason.VIOLATION);
        }
    }

    private static void require(boolean expected) throws MalformedPacketException {
        if (!expected) {
            throw new MalformedPacketException(Rejection.UNEXPECTED_TYPE, "A frame out of turn");
        }
    }

    /** One connection, at one moment. */
    private final class Reading implements FrameReader.Sink {

        private final Now now;
        private final Connection connection;
        private @Nullable Lent whole;

        private Reading(Now now, Connection connection) {
            this.now = now;
            this.connection = connection;
        }

        @Override
        public boolean isOpen() {
            return !connection.isOver();
        }

        @Override
        public void onHello(Hello hello) throws MalformedPacketException {
            require(connection.phase == Phase.GREETING);
            handshake.onHello(now, connection, hello);
        }

        @Override
        public void onChunk(int lane, boolean last, int length) throws MalformedPacketException {
            require(connection.isStanding());
            connection.incoming().onChunk(lane, last, length);
        }

        @Override
        public void onChunkBytes(byte[] bytes, int from, int count) throws MalformedPacketException {
            if (connection.incoming().isWhole(count)) {
                whole = new Lent(bytes, from, from + count);
                connection.incoming().skip();
            } else {
                connection.incoming().onBytes(bytes, from, count);
            }
        }

        @Override
        public void onChunkEnd() throws MalformedPacketException {
            Incoming incoming = connection.incoming();
            Partner partner = connection.partner;
            Lent lent = whole;
            whole = null;
            byte[] message = lent == null ? incoming.onEnd() : null;
            if (partner != null && incoming.mayGrant(partner.held)) {
                writer.mark(connection);
            }
            if (partner == null || (lent == null && message == null)) {
                return;
            }
            parts.counters().increment(TrafficCounter.MESSAGES_IN);
            partner.usedNanos = now.nanos();
            Lane lane = LaneBounds.lane(incoming.lane());
            if (message != null) {
                parts.listener().onMessage(now, partner.id(), lane, message);
            } else if (lent != null && !parts.listener().onLent(now, partner.id(), lane, lent)) {
                parts.listener().onMessage(now, partner.id(), lane, lent.copy());
            }
        }

        @Override
        public void onCredit(int lane, long bytes) throws MalformedPacketException {
            require(connection.isStanding());
            connection.credit().grant(lane, bytes);
            writer.mark(connection);
            Partner partner = connection.partner;
            if (partner != null) {
                parts.listener().onCredit(now, partner.id(), LaneBounds.lane(lane));
            }
        }

        @Override
        public void onEcho(boolean asks) throws MalformedPacketException {
            require(connection.isStanding());
            if (asks) {
                writer.answerEcho(connection);
            }
        }

        @Override
        public void onBye(ByeReason reason) {
            connections.onBye(now, connection, reason);
        }
    }
}
