package dev.swarm.engine;

import dev.swarm.api.ClusterView;
import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import dev.swarm.api.Role;
import dev.swarm.api.TrafficCounter;
import dev.swarm.engine.membership.Load;
import dev.swarm.engine.membership.Membership;
import dev.swarm.engine.overlay.Overlay;
import dev.swarm.engine.plane.PlaneLoad;
import dev.swarm.engine.registry.Registry;
import dev.swarm.engine.step.Counters;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.step.Outbox;
import dev.swarm.engine.step.StreamEnd;
import dev.swarm.engine.step.StreamId;
import dev.swarm.engine.step.Ticket;
import dev.swarm.engine.wire.Bytes;
import dev.swarm.engine.wire.Keyring;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.Message;
import dev.swarm.engine.wire.PacketCodec;
import dev.swarm.engine.wire.StreamCodec;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One node's protocol as a state machine: inputs are bytes, time and commands; outputs go to the {@link Outbox}. It
 * has no thread, clock, socket or unseeded chance. All methods must be called by one thread at a time; each call is
 * one step. After every step {@link #nextDeadlineNanos()} may have changed.
 */
public final class SwarmEngine {

    private final Counters counters = new Counters();
    private final PacketCodec packets;
    private final StreamCodec streams;
    private final Machines machines;
    private final Membership membership;
    private final StreamOwners owners;
    private boolean batching;
    private Now latest = new Now(0, 0);

    /**
     * Makes the engine of one node; nothing happens before {@link #start}.
     *
     * @throws IllegalArgumentException if the metadata is longer than a member may carry
     */
    public SwarmEngine(EngineSettings settings, Outbox outbox) {
        this.packets = new PacketCodec(settings.wire());
        this.streams = new StreamCodec(settings.wire());
        this.machines = new Machines(new Makings(settings, outbox, counters, packets, streams));
        this.membership = machines.membership();
        this.owners = new StreamOwners(membership, machines.plane(), counters);
    }

    /**
     * Begins to look for others. The ticket is answered when the node has found its place: {@code Done} once it has
     * joined a cluster, or has looked for one in vain and so founds its own (it goes on looking for ever);
     * {@code NameTaken} if a live node of the same name answers elsewhere, after which the engine stays silent.
     */
    public void start(Now now, Ticket ticket) {
        begin(now);
        machines.start(now, ticket);
        end(now);
    }

    /** A datagram arrived on the listening socket. Never throws for its content. */
    public void onDatagram(Now now, NodeAddress from, byte[] packet) {
        begin(now);
        counters.increment(TrafficCounter.PACKETS_IN);
        counters.add(TrafficCounter.BYTES_IN, packet.length);
        PacketCodec.Opened opened;
        try {
            opened = packets.open(packet);
        } catch (MalformedPacketException malformed) {
            counters.increment(malformed.rejection());
            return;
        }
        opened.rejections().forEach(counters::increment);
        for (Message message : opened.messages()) {
            machines.onMessage(now, from, message);
        }
        end(now);
    }

    /** A peer dialled a stream. */
    public void onStreamAccepted(Now now, StreamId stream, NodeAddress from) {
        begin(now);
        owners.onAccepted(now, stream, from);
        end(now);
    }

    /**
     * The TLS handshake on a stream is over, dialled or accepted; comes before the stream's first bytes.
     *
     * @param fingerprint SHA-256 of the certificate that the other end proved to own, 32 bytes; no bytes if the user's
     *     own authority vouches for it instead
     */
    public void onStreamSecured(Now now, StreamId stream, Bytes fingerprint) {
        begin(now);
        owners.onSecured(now, stream, fingerprint);
        end(now);
    }

    /** Bytes arrived on a stream, cut anywhere. Unknown streams are ignored. */
    public void onStreamBytes(Now now, StreamId stream, byte[] bytes) {
        onStreamBytes(now, stream, bytes, bytes.length);
    }

    /**
     * As {@link #onStreamBytes(Now, StreamId, byte[])}, with an array that is only lent for this step.
     *
     * @param length how many bytes from its beginning on are meant; what stands in them afterwards is undefined
     */
    public void onStreamBytes(Now now, StreamId stream, byte[] lent, int length) {
        begin(now);
        owners.onBytes(now, stream, lent, length);
        end(now);
    }

    /** A stream ended without this engine's doing, or could not be made. Unknown streams are ignored. */
    public void onStreamClosed(Now now, StreamId stream, StreamEnd end) {
        begin(now);
        owners.onClosed(now, stream, end);
        end(now);
    }

    /** Time passed; called at {@link #nextDeadlineNanos()} or later. Calling it more often does no harm. */
    public void onTime(Now now) {
        begin(now);
        machines.onTime(now);
        end(now);
    }

    /** Users have sent messages, or take some again. */
    public void onPost(Now now) {
        begin(now);
        end(now);
    }

    /** Says how other threads wake the engine's one, which then calls {@link #onPost}; before the start. */
    public void wakeBy(Runnable alarm) {
        machines.alarm().wakeBy(alarm);
    }

    /**
     * The way out is stuck, so that what is sent now leaves only later; or it is free again. Meanwhile no member is
     * blamed for answers that could not be asked for, and rumors wait; doubts that run already run on.
     */
    public void onSendingBlocked(Now now, boolean blocked) {
        begin(now);
        machines.onSendingBlocked(blocked);
    }

    /**
     * Discovery saw peers at these addresses; they are tried until members answer there. The node's own address and
     * those of members are ignored.
     */
    public void onCandidates(Now now, Collection<NodeAddress> addresses) {
        begin(now);
        membership.onCandidates(now, addresses);
        end(now);
    }

    /** Joins by hand: {@code Done} when tables were exchanged with the node at that address, else {@code Failed}. */
    public void join(Now now, NodeAddress address, Ticket ticket) {
        begin(now);
        membership.join(now, address, ticket);
        end(now);
    }

    /**
     * The web server's address became known, or is gone.
     *
     * @throws IllegalArgumentException if the node would then tell more than a member may carry; nothing is changed
     */
    public void updateWebAddress(Now now, @Nullable String webAddress) {
        begin(now);
        membership.updateWebAddress(now, webAddress);
        end(now);
    }

    /** Takes another ring of keys: what is sent from now on is under its first key, what comes may be under any. */
    public void rotate(Keyring keyring) {
        packets.rotate(keyring);
        streams.rotate(keyring);
    }

    /**
     * Says goodbye: {@code Done} when it has spread or time is up. A node that commands hands over first, which takes
     * as long as a guarded task runs, at most until its lease ends. The engine still answers until it is dropped.
     */
    public void leave(Now now, Ticket ticket) {
        begin(now);
        machines.leave(now, ticket);
        end(now);
    }

    /** Runs several commands in one step, so that what they cause leaves together. */
    public void batch(Now now, Runnable commands) {
        begin(now);
        batching = true;
        try {
            commands.run();
        } finally {
            batching = false;
            end(now);
        }
    }

    /**
     * Writes shared state.
     *
     * @param change makes the write; what it throws is handed on, and it throws only before it has changed anything
     */
    public void write(Now now, Consumer<Overlay> change) {
        begin(now);
        change.accept(machines.state().overlay());
        end(now);
    }

    /** Returns the registry, for one who looks and changes nothing; within a step. */
    public Registry registry() {
        return machines.registry();
    }

    /** Gives the registry a command, or the answer to an effect. */
    public void registry(Now now, BiConsumer<Now, Registry> command) {
        begin(now);
        command.accept(now, machines.registry());
        end(now);
    }

    /**
     * Gives a node a role in the whole cluster, or makes it the first choice for the command.
     *
     * @throws dev.swarm.api.failure.UnknownNodeException if no live member of ours has that name
     * @throws dev.swarm.api.failure.OverlayFullException if there is no room to write it
     */
    public void promote(Now now, NodeId node, Role role) {
        begin(now);
        machines.topology().promote(now, node, role);
        end(now);
    }

    /** Returns what this node shares with others. */
    public SharedState shared() {
        return machines.state();
    }

    /** Returns when {@link #onTime} wants to be called, in monotonic nanoseconds, or {@code Deadline.NEVER}. */
    public long nextDeadlineNanos() {
        return machines.nextDeadlineNanos(latest);
    }

    /** Returns what is known now, with the roles that nodes have now; the same object as long as nothing changed. */
    public ClusterView view() {
        return machines.view();
    }

    /** Returns the counters; they may be read by any thread. */
    public Counters counters() {
        return counters;
    }

    /** Returns how much membership has under way, each number bounded by {@link Load#MAX}. */
    public Load load() {
        return membership.load();
    }

    /** Returns how much the data plane has under way, each number bounded by {@link PlaneLoad#most}. */
    public PlaneLoad planeLoad() {
        return machines.plane().load();
    }

    /** Returns the nodes to which a connection of the data plane stands, sorted by name. */
    public List<NodeId> connected() {
        return machines.plane().connected();
    }

    private void begin(Now now) {
        latest = now;
        machines.begin(now);
    }

    private void end(Now now) {
        if (!batching) {
            machines.settle(now);
        }
    }
}
