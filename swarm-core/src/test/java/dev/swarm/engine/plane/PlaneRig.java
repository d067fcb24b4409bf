package dev.swarm.engine.plane;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import dev.swarm.api.Role;
import dev.swarm.api.config.PlaneConfig;
import dev.swarm.api.event.SwarmEvent;
import dev.swarm.engine.step.Answer;
import dev.swarm.engine.step.Counters;
import dev.swarm.engine.step.Lane;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.step.Outbox;
import dev.swarm.engine.step.Peer;
import dev.swarm.engine.step.StreamEnd;
import dev.swarm.engine.step.StreamId;
import dev.swarm.engine.step.StreamNumbers;
import dev.swarm.engine.step.Ticket;
import dev.swarm.engine.wire.Bytes;
import dev.swarm.engine.wire.NodeMeta;
import dev.swarm.engine.wire.NodeMeta.VersionRange;
import dev.swarm.engine.wire.frame.ByeReason;
import dev.swarm.engine.wire.frame.Frames;
import dev.swarm.engine.wire.frame.Hello;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One data plane in a room without clock and sockets. The test says what time it is, who is a peer and what comes on
 * each stream, and reads what was dialled, written, closed and told.
 */
final class PlaneRig implements Outbox, DataPlane.Listener {

    static final String CLUSTER = "shop";
    static final long SESSION = 1_700_000_000_000L;
    static final List<Integer> WINDOWS = List.of(262_144, 262_144, 524_288, 1_048_576, 1_048_576, 262_144, 524_288);

    final DataPlane plane;
    final Counters counters = new Counters();
    final List<String> told = new ArrayList<>();
    final List<byte[]> messages = new ArrayList<>();
    final Map<StreamId, NodeAddress> dialled = new LinkedHashMap<>();
    final List<StreamId> secured = new ArrayList<>();
    final List<StreamId> closed = new ArrayList<>();
    final Map<StreamId, List<byte[]>> written = new LinkedHashMap<>();
    private final NodeId self;
    private long nanos = 1_000_000_000L;
    private long accepted;

    PlaneRig(String self, PlaneConfig config) {
        this.self = NodeId.of(self);
        this.plane = new DataPlane(new PlaneParts(
                this.self,
                meta(SESSION),
                CLUSTER,
                config,
                this,
                counters,
                new StreamNumbers(),
                new SplittableRandom(7),
                this));
        plane.start(now());
    }

    /** Returns a node in the middle of the alphabet, so that it can have lesser and greater peers. */
    static PlaneRig m() {
        return new PlaneRig("m", PlaneConfig.defaults());
    }

    static NodeMeta meta(long session) {
        return new NodeMeta(new VersionRange(1, 1), session, Role.WINGMATE, "shop", null, new TreeMap<>(), null);
    }

    static Peer peer(String name) {
        return peer(name, 1);
    }

    static Peer peer(String name, long session) {
        return new Peer(NodeId.of(name), NodeAddress.loopback(1_000 + Math.abs(name.hashCode() % 999)), meta(session));
    }

    Now now() {
        return new Now(nanos, SESSION + nanos / 1_000_000);
    }

    void peers(Peer... peers) {
        plane.onPeers(now(), List.of(peers));
        plane.flush(now());
    }

    /** Lets time pass; the plane is woken when it asked for it. */
    void advance(Duration time) {
        long until = nanos + time.toNanos();
        int stuck = 0;
        while (plane.nextDeadlineNanos() <= until) {
            long next = Math.max(nanos, plane.nextDeadlineNanos());
            stuck = next > nanos ? 0 : stuck + 1;
            if (stuck > 3) {
                throw new AssertionError("Wakes for ever at one moment");
            }
            nanos = next;
            plane.onTime(now());
            plane.flush(now());
        }
        nanos = until;
    }

    void advanceMillis(long millis) {
        advance(Duration.ofMillis(millis));
    }

    StreamId accept() {
        return accept(null);
    }

    StreamId accept(@Nullable Bytes fingerprint) {
        StreamId stream = new StreamId(StreamId.Origin.PEER, ++accepted);
        plane.onAccepted(now(), stream, fingerprint);
        plane.flush(now());
        return stream;
    }

    void bytes(StreamId stream, byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        plane.onBytes(now(), stream, all, all.length);
        plane.flush(now());
    }

    /** A peer dials and says hello, as it should. */
    StreamId dialledBy(Peer peer) {
        StreamId stream = accept();
        bytes(stream, new byte[] {Frames.FIRST}, helloOf(peer).toFrame());
        return stream;
    }

    /** The dialled peer answers with its hello. */
    void answers(StreamId stream, Peer peer) {
        bytes(stream, helloOf(peer).toFrame());
    }

    Hello helloOf(Peer peer) {
        return new Hello(peer.meta().dataPlane(), peer.session(), CLUSTER, peer.id(), self, SESSION, WINDOWS);
    }

    void breaks(StreamId stream, StreamEnd end) {
        NodeId unused = lost(stream, end);
    }

    @Nullable
    NodeId lost(StreamId stream, StreamEnd end) {
        closed.add(stream);
        NodeId lost = plane.onClosed(now(), stream, end);
        plane.flush(now());
        return lost;
    }

    SendResult send(Peer to, Lane lane, byte[] message) {
        plane.onTime(now());
        return plane.send(to.id(), lane, message);
    }

    void flush() {
        plane.flush(now());
    }

    /** Returns the open streams that were dialled to a peer. */
    List<StreamId> dialsTo(Peer peer) {
        return dialled.entrySet().stream()
                .filter(each -> each.getValue().equals(peer.address()) && !closed.contains(each.getKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    StreamId dialTo(Peer peer) {
        List<StreamId> dials = dialsTo(peer);
        if (dials.size() != 1) {
            throw new AssertionError("Dialled to " + peer.id() + ": " + dials);
        }
        return dials.get(0);
    }

    /** Returns a stream to or from the peer over which messages flow. */
    StreamId connected(Peer peer) {
        StreamId stream = dialledBy(peer);
        if (!plane.connected().contains(peer.id())) {
            throw new AssertionError("Not connected with " + peer.id() + ": " + said(stream));
        }
        written.remove(stream);
        told.clear();
        return stream;
    }

    /** Returns what was written on a stream, as texts. */
    List<String> said(StreamId stream) {
        return FrameNotes.of(written(stream), stream.origin() == StreamId.Origin.ENGINE);
    }

    byte[] written(StreamId stream) {
        List<byte[]> parts = written.getOrDefault(stream, List.of());
        byte[] all = new byte[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    static String bye(ByeReason reason) {
        return "bye " + reason;
    }

    @Override
    public void onUp(Now now, NodeId peer) {
        told.add("up " + peer);
    }

    @Override
    public void onDown(Now now, NodeId peer) {
        told.add("down " + peer);
    }

    @Override
    public void onMessage(Now now, NodeId peer, Lane lane, byte[] message) {
        told.add(peer + " " + lane + " " + message.length);
        messages.add(message);
    }

    @Override
    public void connect(StreamId stream, NodeAddress to) {
        dialled.put(stream, to);
    }

    @Override
    public void connectSecured(StreamId stream, NodeAddress to) {
        dialled.put(stream, to);
        secured.add(stream);
    }

    @Override
    public void write(StreamId stream, byte[] bytes) {
        if (closed.contains(stream)) {
            throw new AssertionError("Written to a closed stream");
        }
        written.computeIfAbsent(stream, any -> new ArrayList<>()).add(bytes);
    }

    @Override
    public void close(StreamId stream) {
        if (closed.contains(stream)) {
            throw new AssertionError("Closed twice");
        }
        closed.add(stream);
    }

    @Override
    public void datagram(NodeAddress to, byte[] packet) {
        throw new AssertionError("The data plane sends no datagrams");
    }

    @Override
    public void fact(SwarmEvent event) {
        throw new AssertionError("The data plane tells no facts");
    }

    @Override
    public void answer(Ticket ticket, Answer answer) {
        throw new AssertionError("The data plane has no commands");
    }
}
