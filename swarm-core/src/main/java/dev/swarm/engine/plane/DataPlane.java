package dev.swarm.engine.plane;

import dev.swarm.api.NodeId;
import dev.swarm.api.TrafficCounter;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Lane;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.step.Peer;
import dev.swarm.engine.step.StreamEnd;
import dev.swarm.engine.step.StreamId;
import dev.swarm.engine.wire.Bytes;
import dev.swarm.engine.wire.Lent;
import dev.swarm.engine.wire.frame.ByeReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Standing connections between nodes of ours, and messages over them. Routes each input to the one part that handles
 * it; everything is moved on and written in {@link #flush}, at the end of the step.
 *
 * <p>Whoever is a peer decides membership; who may speak for a peer decides the {@link Handshake}; whom to dial and
 * when the {@link Caretaker}; what leaves first {@link Outgoing}. A message to a connected node is in its queue, on
 * its way, or arrived, never doubled, and messages of one lane keep their order. When a connection ends, what was
 * written to it may be lost; the listener hears of that before it hears that the node is up again. What was not
 * written yet stays for the next connection to the same process.
 */
public final class DataPlane {

    private static final int MAX_ROUNDS = 4;

    private final PlaneParts parts;
    private final Partners partners;
    private final Writer writer;
    private final Stalls stalls;
    private final Connections connections;
    private final Handshake handshake;
    private final Caretaker caretaker;
    private final Receiver receiver;
    private Now latest = new Now(0, 0);
    private long nextNanos = Deadline.NEVER;
    private long seenChanges;
    private boolean stirred;
    private boolean running;

    /** Makes the machine of one node; nothing happens before {@link #start}. */
    public DataPlane(PlaneParts parts) {
        this.parts = parts;
        this.partners = new Partners(parts);
        this.writer = new Writer(parts);
        this.connections = new Connections(parts, writer);
        this.stalls = new Stalls(connections, writer);
        this.handshake = new Handshake(parts, partners, connections, writer);
        this.caretaker = new Caretaker(parts, partners, connections, writer, stalls);
        this.receiver = new Receiver(parts, connections, handshake, writer);
    }

    /**
     * Who uses the connections. For each peer it hears up and down in turn, and messages only between the two. It may
     * send and want from within a call.
     */
    public interface Listener {

        /** Messages may be sent to a peer from now on. */
        void onUp(Now now, NodeId peer);

        /** The connection is gone; what was sent and has not left yet waits for the next one. */
        void onDown(Now now, NodeId peer);

        /** A message came; the array belongs to the listener. */
        void onMessage(Now now, NodeId peer, Lane lane, byte[] message);

        /** A message came in one piece, lent for this call; it comes by {@link #onMessage} if this returns false. */
        default boolean onLent(Now now, NodeId peer, Lane lane, Lent message) {
            return false;
        }

        /** More may be sent to a peer on a lane. */
        default void onCredit(Now now, NodeId peer, Lane lane) {}
    }

    /** Begins to connect. */
    public void start(Now now) {
        latest = now;
        running = true;
    }

    /** Writes what may leave, says goodbye to all, and takes nobody in any more. */
    public void stop(Now now) {
        latest = now;
        running = false;
        for (Connection connection : List.copyOf(connections.all())) {
            writer.write(now, connection);
            connections.close(now, connection, ByeReason.DRAINING);
        }
        partners.clear();
        stirred = true;
    }

    /** Takes the newest list of live peers, each name once. */
    public void onPeers(Now now, List<Peer> peers) {
        latest = now;
        if (running) {
            partners.onPeers(now, peers);
            stirred = true;
        }
    }

    /** Tells whether a stream is a connection of this machine. */
    public boolean owns(StreamId stream) {
        return connections.get(stream) != null;
    }

    /**
     * A peer dialled a connection.
     *
     * @param fingerprint of the certificate that it proved to own; no bytes if the user's authority vouches for it;
     *     {@code null} without TLS
     */
    public void onAccepted(Now now, StreamId stream, @Nullable Bytes fingerprint) {
        latest = now;
        stirred = true;
        if (running) {
            connections.onAccepted(now, stream, fingerprint);
        } else {
            connections.refuse(stream);
        }
    }

    /** TLS is through on a connection that this machine dialled. */
    public void onSecured(Now now, StreamId stream, Bytes fingerprint) {
        latest = now;
        Connection connection = connections.get(stream);
        if (connection != null) {
            stirred = true;
            connections.onSecured(now, connection, fingerprint);
        }
    }

    /** So many bytes came on a connection, in an array that is only lent; ignored if it is none. */
    public void onBytes(Now now, StreamId stream, byte[] lent, int length) {
        latest = now;
        parts.counters().add(TrafficCounter.PLANE_BYTES_IN, length);
        Connection connection = connections.get(stream);
        if (connection != null) {
            receiver.read(now, connection, lent, length);
        }
    }

    /**
     * A connection ended without this node's doing.
     *
     * @return the peer if this says that its process may be gone, so that it must be asked; else {@code null}
     */
    public @Nullable NodeId onClosed(Now now, StreamId stream, StreamEnd end) {
        latest = now;
        Connection connection = connections.get(stream);
        if (connection == null) {
            return null;
        }
        Partner lost = connections.onClosed(now, connection, end);
        return lost == null ? null : lost.id();
    }

    /** Time passed. */
    public void onTime(Now now) {
        latest = now;
        stirred |= nextNanos <= now.nanos();
    }

    /** Returns when {@link #onTime} wants to be called; right after {@link #flush}. */
    public long nextDeadlineNanos() {
        return nextNanos;
    }

    /**
     * Hands a message over; it leaves with the next {@link #flush} or as soon as credit lets it.
     *
     * @param message belongs to the data plane from then on if it is queued
     */
    public SendResult send(NodeId to, Lane lane, byte[] message) {
        return send(to, lane, Lent.of(message));
    }

    /** As {@link #send(NodeId, Lane, byte[])}; the message is given back when it has left, and never if it is lost. */
    public SendResult send(NodeId to, Lane lane, Lent message) {
        Partner partner = partners.get(to);
        Connection standing = partner == null ? null : partner.standing;
        if (partner == null || standing == null) {
            return SendResult.NOT_CONNECTED;
        }
        SendResult result = partner.outgoing.offer(lane, message);
        if (result == SendResult.QUEUED) {
            partner.usedNanos = latest.nanos();
            parts.counters().increment(TrafficCounter.MESSAGES_OUT);
            writer.mark(standing);
        }
        return result;
    }

    /**
     * Returns how many bytes on a lane would leave at once, heads of frames included; 0 or less if no more would, or
     * the node is not connected.
     */
    public long room(NodeId to, Lane lane) {
        Partner partner = partners.get(to);
        Connection standing = partner == null ? null : partner.standing;
        return partner == null || standing == null ? 0 : partner.outgoing.room(lane, standing.credit());
    }

    /** Tells whether messages may be sent to a node. */
    public boolean isConnected(NodeId to) {
        Partner partner = partners.get(to);
        return partner != null && partner.standing != null;
    }

    /**
     * Grants a peer no more on a lane, whatever is used up, or grants it again what was held back. Stays over the end
     * of a connection.
     */
    public void hold(NodeId peer, Lane lane, boolean held) {
        Partner partner = partners.get(peer);
        if (partner != null) {
            int bit = 1 << LaneBounds.number(lane);
            partner.held = held ? partner.held | bit : partner.held & ~bit;
            if (partner.standing != null) {
                writer.mark(partner.standing);
            }
        }
    }

    /**
     * Datagrams get through to a peer and back, or do not any more. Only while they do, a connection on which nothing
     * comes through is given up for a new one.
     */
    public void onReachable(Now now, NodeId peer, boolean reachable) {
        latest = now;
        Partner partner = partners.get(peer);
        if (partner != null) {
            stalls.onReachable(now, partner, reachable);
            stirred = true;
        }
    }

    /**
     * Asks for a connection to a node that may be no neighbour; it is kept while it is used. Ignored if the node is no
     * peer, or too many are wanted.
     */
    public void want(NodeId node) {
        Peer peer = partners.find(node);
        boolean known = partners.get(node) != null;
        if (running && peer != null && (known || partners.hasRoom())) {
            Partner partner = partners.notice(latest, peer);
            partner.wanted = true;
            partner.usedNanos = latest.nanos();
            stirred = true;
        }
    }

    /** Moves everything on, then writes what waits; called once at the end of each step. */
    public void flush(Now now) {
        latest = now;
        if (stirred || connections.changes() != seenChanges) {
            stirred = false;
            settle(now);
        }
        writer.flush(now);
        nextNanos = Math.min(nextNanos, writer.takeNextNanos());
    }

    /** What one part does may let another one go on, so all are asked until nothing changes. */
    private void settle(Now now) {
        int rounds = 0;
        do {
            seenChanges = connections.changes();
            if (running) {
                partners.reviewIfDue(now);
                handshake.onTime(now);
                caretaker.onTime(now);
            }
        } while (connections.changes() != seenChanges && ++rounds < MAX_ROUNDS);
        long waiting = Math.min(partners.nextDeadlineNanos(), caretaker.nextDeadlineNanos());
        nextNanos = Math.min(waiting, connections.nextDeadlineNanos(now.nanos()));
        if (connections.changes() != seenChanges) {
            nextNanos = now.nanos();
        }
    }

    /** Returns the nodes to which a connection stands, sorted by name. */
    public List<NodeId> connected() {
        return partners.all().stream()
                .filter(partner -> partner.standing != null)
                .map(Partner::id)
                .toList();
    }

    /** Returns how much is under way. */
    public PlaneLoad load() {
        return PlaneLoad.of(partners, connections);
    }
}
