package dev.swarm.engine.plane;

import dev.swarm.api.NodeId;
import dev.swarm.api.Rejection;
import dev.swarm.engine.plane.Connection.Phase;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.step.Peer;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.NodeMeta.VersionRange;
import dev.swarm.engine.wire.frame.ByeReason;
import dev.swarm.engine.wire.frame.Hello;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides who is let in. What can be seen from a hello alone is decided at once. A name that is no member's, or another
 * process's, is kept waiting until the handshake's time is up, since the claim may still be on its way.
 *
 * <p>Of two nodes that dial each other, the one with the lesser name keeps the other's connection waiting until its
 * own stands or fails. Whoever dials while a connection stands has lost it, or is about to drop what it dialled: it
 * may take over as soon as the standing one is found broken, and after a second in any case.
 */
final class Handshake {

    private static final long CHALLENGE_NANOS = 1_000_000_000L;

    private final PlaneParts parts;
    private final Partners partners;
    private final Connections connections;
    private final Writer writer;

    Handshake(PlaneParts parts, Partners partners, Connections connections, Writer writer) {
        this.parts = parts;
        this.partners = partners;
        this.connections = connections;
        this.writer = writer;
    }

    /** The peer said who it is. */
    void onHello(Now now, Connection connection, Hello hello) throws MalformedPacketException {
        connections.onHello(connection, hello);
        Refusal refusal = refusal(connection, hello);
        if (refusal != null) {
            refuse(now, connection, refusal);
        } else {
            decide(now, connection, hello);
        }
    }

    /** Looks again at all that wait, and ends those whose time is up. */
    void onTime(Now now) {
        for (Connection connection : List.copyOf(connections.all())) {
            Hello hello = connection.hello;
            if (connection.phase == Phase.UNDECIDED && hello != null) {
                decide(now, connection, hello);
            }
            boolean waits = !connection.isStanding() && !connection.isOver();
            if (waits && connection.untilNanos <= now.nanos()) {
                giveUp(now, connection);
            }
        }
    }

    private void giveUp(Now now, Connection connection) {
        Hello hello = connection.hello;
        boolean stranger = hello != null && !isMember(hello);
        refuse(
                now,
                connection,
                stranger
                        ? new Refusal(ByeReason.NOT_A_MEMBER, Rejection.NOT_A_MEMBER)
                        : new Refusal(ByeReason.TIMEOUT, null));
    }

    private void decide(Now now, Connection connection, Hello hello) {
        Peer peer = partners.find(hello.from());
        if (peer == null || peer.session() != hello.session()) {
            return;
        }
        Partner known = partners.get(hello.from());
        boolean chosen = known != null && known.chosen;
        if (connections.standing() >= room(chosen) || (known == null && !partners.hasRoom())) {
            refuse(now, connection, new Refusal(ByeReason.OVERLOAD, Rejection.OVERLOAD));
            return;
        }
        Partner partner = partners.notice(now, peer);
        partner.update(peer);
        if (!connections.proves(partner, connection.fingerprint)) {
            refuse(now, connection, new Refusal(ByeReason.WRONG_CERTIFICATE, Rejection.UNTRUSTED));
        } else if (!mustWait(now, connection, partner, hello)) {
            connections.stand(now, connection, partner);
        }
    }

    private boolean mustWait(Now now, Connection connection, Partner partner, Hello hello) {
        Connection standing = partner.standing;
        if (standing != null && standing.isFrom(hello.from(), hello.session())) {
            if (connection.mayReplaceNanos == 0) {
                connection.mayReplaceNanos = now.nanos() + CHALLENGE_NANOS;
                writer.poke(standing);
            }
            return now.nanos() < connection.mayReplaceNanos;
        }
        boolean mineIsKept = parts.self().compareTo(partner.id()) < 0;
        return !connection.isDialled() && partner.dialled != null && mineIsKept;
    }

    /** Some room is only for neighbours. */
    private int room(boolean forNeighbour) {
        int most = parts.config().connections().most();
        return forNeighbour
                ? most
                : most - Neighbourhood.most(parts.config().connections().meshNodes());
    }

    /** Returns why a hello cannot be answered, whoever is a member; {@code null} if it can. */
    private @Nullable Refusal refusal(Connection connection, Hello hello) {
        if (!hello.cluster().equals(parts.cluster())) {
            return new Refusal(ByeReason.OTHER_CLUSTER, Rejection.FOREIGN_CLUSTER);
        }
        if (!haveCommon(hello.versions(), parts.meta().dataPlane())) {
            return new Refusal(ByeReason.NO_COMMON_VERSION, Rejection.INCOMPATIBLE);
        }
        if (hello.from().equals(parts.self())) {
            return new Refusal(ByeReason.SELF, Rejection.IMPLAUSIBLE);
        }
        NodeId target = hello.to();
        boolean forMe = target == null
                || (target.equals(parts.self())
                        && hello.toSession() == parts.meta().startedAtMillis());
        Partner awaited = connection.partner;
        boolean awaitedOne = awaited == null || connection.isFrom(awaited.id(), awaited.peer.session());
        if (!forMe || !awaitedOne) {
            return new Refusal(ByeReason.ANOTHER_NODE, Rejection.NOT_A_MEMBER);
        }
        return null;
    }

    private void refuse(Now now, Connection connection, Refusal refusal) {
        if (refusal.counted != null) {
            parts.counters().increment(refusal.counted);
        }
        connections.close(now, connection, refusal.reason);
    }

    private boolean isMember(Hello hello) {
        Peer peer = partners.find(hello.from());
        return peer != null && peer.session() == hello.session();
    }

    private static boolean haveCommon(VersionRange one, VersionRange other) {
        return one.min() <= other.max() && other.min() <= one.max();
    }

    /**
     * Why somebody is not let in.
     *
     * @param reason what it is told
     * @param counted what is counted, {@code null} for nothing
     */
    private record Refusal(ByeReason reason, @Nullable Rejection counted) {}
}
