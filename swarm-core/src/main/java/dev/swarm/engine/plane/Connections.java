package dev.swarm.engine.plane;

import dev.swarm.api.Rejection;
import dev.swarm.api.TrafficCounter;
import dev.swarm.api.config.PlaneConfig.Trust;
import dev.swarm.engine.plane.Connection.Phase;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.step.StreamEnd;
import dev.swarm.engine.step.StreamId;
import dev.swarm.engine.wire.Bytes;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.frame.ByeReason;
import dev.swarm.engine.wire.frame.Frames;
import dev.swarm.engine.wire.frame.Hello;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All connections, and the only place where one begins, stands or ends. The listener hears of each partner in turn that
 * it is up and that it is down: a connection that takes the place of another one ends that one first.
 */
final class Connections {

    private final PlaneParts parts;
    private final Writer writer;
    private final List<Integer> windows;
    private final Map<StreamId, Connection> all = new LinkedHashMap<>();
    private int standing;
    private int undecided;
    private long changes;

    Connections(PlaneParts parts, Writer writer) {
        this.parts = parts;
        this.writer = writer;
        this.windows = LaneBounds.of(parts.config().lanes()).stream()
                .map(lane -> lane.windowBytes())
                .toList();
    }

    /** Dials a partner; without TLS says hello at once. */
    void dial(Now now, Partner partner) {
        boolean plain = parts.config().trust() == Trust.PLAIN;
        Connection made = begin(now, parts.streams().next(), plain ? Phase.GREETING : Phase.SECURING);
        made.partner = partner;
        partner.dialled = made;
        if (plain) {
            parts.outbox().connect(made.id, partner.peer.address());
            sayHello(made, partner);
        } else {
            parts.outbox().connectSecured(made.id, partner.peer.address());
        }
    }

    /** Takes a connection that a peer dialled, if there is room for one more that has not said who it is. */
    void onAccepted(Now now, StreamId id, @Nullable Bytes fingerprint) {
        Connection made = begin(now, id, Phase.GREETING);
        made.fingerprint = fingerprint;
        if (undecided > parts.config().connections().undecidedMost()) {
            parts.counters().increment(Rejection.OVERLOAD);
            close(now, made, ByeReason.OVERLOAD);
        } else if (!isTrustworthy(fingerprint)) {
            parts.counters().increment(Rejection.UNTRUSTED);
            close(now, made, ByeReason.WRONG_CERTIFICATE);
        }
    }

    /** Turns a connection away, because this node is leaving. */
    void refuse(StreamId id) {
        parts.outbox().write(id, Frames.bye(ByeReason.DRAINING));
        parts.outbox().close(id);
    }

    /** TLS is through on a connection that this node dialled: it says hello if the right one is at the other end. */
    void onSecured(Now now, Connection connection, Bytes fingerprint) {
        Partner partner = connection.partner;
        if (connection.phase != Phase.SECURING || partner == null) {
            return;
        }
        connection.fingerprint = fingerprint;
        connection.phase = Phase.GREETING;
        if (proves(partner, fingerprint)) {
            sayHello(connection, partner);
        } else {
            parts.counters().increment(Rejection.UNTRUSTED);
            write(connection, new byte[] {Frames.FIRST});
            close(now, connection, ByeReason.WRONG_CERTIFICATE);
        }
    }

    /** Tells whether TLS vouched for somebody in the way that is configured. */
    boolean isTrustworthy(@Nullable Bytes fingerprint) {
        return switch (parts.config().trust()) {
            case PLAIN -> true;
            case FINGERPRINT -> fingerprint != null && fingerprint.length() > 0;
            case PKI -> fingerprint != null && fingerprint.length() == 0;
        };
    }

    /** Tells whether a certificate is the one that the partner names. */
    boolean proves(Partner partner, @Nullable Bytes fingerprint) {
        boolean named = Objects.equals(fingerprint, partner.peer.meta().fingerprint());
        return isTrustworthy(fingerprint) && (named || parts.config().trust() != Trust.FINGERPRINT);
    }

    /** Lets messages flow on a connection whose peer has said who it is; whatever else there is to it ends. */
    void stand(Now now, Connection connection, Partner partner) {
        Hello hello = Objects.requireNonNull(connection.hello, "hello");
        for (Connection other : List.copyOf(all.values())) {
            boolean rival = other.partner == partner || other.isFrom(hello.from(), hello.session());
            if (rival && other != connection) {
                close(now, other, ByeReason.SURPLUS);
            }
        }
        if (connection.isOver()) {
            return;
        }
        if (!connection.isDialled()) {
            undecided--;
            sayHello(connection, partner);
        }
        connection.stand(parts.config(), partner, now.nanos());
        partner.dialled = null;
        partner.standing = connection;
        partner.usedNanos = now.nanos();
        standing++;
        changes++;
        if (!partner.outgoing.isEmpty()) {
            writer.mark(connection);
        }
        parts.listener().onUp(now, partner.id());
    }

    /** Says goodbye and closes. */
    void close(Now now, Connection connection, ByeReason reason) {
        if (connection.isOver()) {
            return;
        }
        if (connection.phase != Phase.SECURING) {
            write(connection, Frames.bye(reason));
        }
        parts.outbox().close(connection.id);
        boolean orderly = reason == ByeReason.SURPLUS || reason == ByeReason.UNUSED;
        end(now, connection, !orderly);
    }

    /** The peer said goodbye: what it closes is meant. */
    void onBye(Now now, Connection connection, ByeReason reason) {
        parts.outbox().close(connection.id);
        end(now, connection, reason != ByeReason.SURPLUS && reason != ByeReason.UNUSED);
    }

    /**
     * A connection ended without anybody's wish.
     *
     * @return the partner, if this says that its process may be gone
     */
    @Nullable
    Partner onClosed(Now now, Connection connection, StreamEnd end) {
        boolean telling = end == StreamEnd.REFUSED || (end == StreamEnd.CLOSED && connection.isStanding());
        Partner partner = connection.partner;
        end(now, connection, true);
        return telling ? partner : null;
    }

    @Nullable
    Connection get(StreamId id) {
        return all.get(id);
    }

    Collection<Connection> all() {
        return all.values();
    }

    int standing() {
        return standing;
    }

    int undecided() {
        return undecided;
    }

    int dialled() {
        return all.size() - standing - undecided;
    }

    /** The peer of one said who it is. */
    void onHello(Connection connection, Hello hello) throws MalformedPacketException {
        connection.introduce(hello);
        changes++;
    }

    /** Returns a number that grows whenever one begins, says hello, stands or ends. */
    long changes() {
        return changes;
    }

    /** Returns the first moment at which one that does not stand yet must be looked at. */
    long nextDeadlineNanos(long nowNanos) {
        long next = Deadline.NEVER;
        for (Connection connection : all.values()) {
            if (!connection.isStanding()) {
                next = Math.min(next, connection.untilNanos);
                boolean later = connection.mayReplaceNanos > nowNanos;
                next = later ? Math.min(next, connection.mayReplaceNanos) : next;
            }
        }
        return next;
    }

    private Connection begin(Now now, StreamId id, Phase phase) {
        long patience = parts.config().connections().handshakeTimeout().toNanos();
        Connection made = new Connection(id, phase, Deadline.saturatedAdd(now.nanos(), patience));
        all.put(id, made);
        undecided += made.isDialled() ? 0 : 1;
        changes++;
        return made;
    }

    private void end(Now now, Connection connection, boolean failed) {
        all.remove(connection.id);
        changes++;
        boolean stood = connection.isStanding();
        standing -= stood ? 1 : 0;
        undecided -= !stood && !connection.isDialled() ? 1 : 0;
        connection.phase = Phase.OVER;
        Partner partner = connection.partner;
        if (partner == null) {
            return;
        }
        partner.dialled = partner.dialled == connection ? null : partner.dialled;
        if (failed && stood) {
            partner.backoff.onBroken(now, connection.sinceNanos);
        } else if (failed) {
            partner.backoff.onFailed(now);
        }
        if (stood) {
            partner.standing = null;
            partner.aloneNanos = now.nanos();
            partner.outgoing.restart();
            redialIfOtherNeeds(now, partner, failed);
            parts.listener().onDown(now, partner.id());
        }
    }

    /**
     * Somebody needed what broke, and if it was the other side, it may not have noticed: a reset can get lost. So this
     * side dials too.
     */
    private static void redialIfOtherNeeds(Now now, Partner partner, boolean failed) {
        if (failed && !partner.chosen) {
            partner.wanted = true;
            partner.usedNanos = now.nanos();
        }
    }

    private void sayHello(Connection connection, Partner to) {
        Hello hello = new Hello(
                parts.meta().dataPlane(),
                parts.meta().startedAtMillis(),
                parts.cluster(),
                parts.self(),
                to.id(),
                to.peer.session(),
                windows);
        if (connection.isDialled()) {
            write(connection, new byte[] {Frames.FIRST});
        }
        write(connection, hello.toFrame());
    }

    private void write(Connection connection, byte[] bytes) {
        parts.counters().add(TrafficCounter.PLANE_BYTES_OUT, bytes.length);
        parts.outbox().write(connection.id, bytes);
    }
}
