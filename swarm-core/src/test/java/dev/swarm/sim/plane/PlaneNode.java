package dev.swarm.sim.plane;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import dev.swarm.api.config.PlaneConfig.Trust;
import dev.swarm.engine.plane.DataPlane;
import dev.swarm.engine.plane.PlaneLoad;
import dev.swarm.engine.plane.SendResult;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Lane;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.step.Peer;
import dev.swarm.engine.step.StreamEnd;
import dev.swarm.engine.step.StreamId;
import dev.swarm.engine.wire.Bytes;
import dev.swarm.sim.net.SimEndpoint;
import dev.swarm.sim.net.SimSocket;
import dev.swarm.sim.time.SimTimer;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One process with a data plane and nothing else. It holds, in each call, what users of the plane rely on: up and down
 * alternate for each peer; messages come only in between; on each lane they come once and in order, and within one
 * connection without a gap; nothing grows above its bound.
 */
final class PlaneNode extends SimTimer implements SimEndpoint, DataPlane.Listener {

    private static final int HEAD_BYTES = 2 * Long.BYTES;

    final Peer self;
    final DataPlane plane;
    final SimSocket socket;
    private final PlaneWorld world;
    private final PlaneOutbox outbox = new PlaneOutbox();
    private final PlaneLoad most;
    private final Map<NodeId, Boolean> up = new HashMap<>();
    private final Map<String, Long> sent = new HashMap<>();
    private final Map<String, Long> lastSeen = new HashMap<>();
    private final Map<String, Long> lastInConnection = new HashMap<>();
    long received;
    private boolean ended;

    PlaneNode(PlaneWorld world, Peer self, PlaneWorld.Making making) {
        this.world = world;
        this.self = self;
        this.socket = world.network().bind(self.address(), this);
        Bytes fingerprint = self.meta().fingerprint();
        if (fingerprint != null) {
            socket.prove(fingerprint);
        }
        this.plane = making.make(outbox, this);
        this.most = PlaneLoad.most(world.config());
        step(plane::start);
    }

    void onPeers(List<Peer> peers) {
        if (!ended) {
            step(now -> plane.onPeers(now, peers));
        }
    }

    /** Sends a numbered message, if there is room and a connection. */
    SendResult send(NodeId to, Lane lane, int length) {
        String key = to + " " + lane;
        long number = sent.getOrDefault(key, 0L) + 1;
        byte[] message = ByteBuffer.allocate(HEAD_BYTES + length)
                .putLong(self.session())
                .putLong(number)
                .array();
        SendResult result = plane.send(to, lane, message);
        if (result == SendResult.QUEUED) {
            sent.put(key, number);
        }
        return result;
    }

    void step(Consumer<Now> input) {
        Now now = new Now(world.scheduler().nowNanos(), 0);
        input.accept(now);
        plane.flush(now);
        check(plane.load().isWithin(most), plane.load() + " is above " + most);
        outbox.fulfil(socket);
        if (!ended) {
            arm();
        }
    }

    void end() {
        ended = true;
        world.scheduler().clear(this);
        socket.release();
    }

    boolean isUp(NodeId peer) {
        return up.getOrDefault(peer, false);
    }

    @Override
    protected void fire() {
        step(plane::onTime);
    }

    @Override
    public void onUp(Now now, NodeId peer) {
        check(!isUp(peer), "up twice: " + peer);
        up.put(peer, true);
        for (Lane lane : Lane.values()) {
            lastInConnection.remove(peer + " " + lane);
        }
    }

    @Override
    public void onDown(Now now, NodeId peer) {
        check(isUp(peer), "down twice: " + peer);
        up.put(peer, false);
    }

    @Override
    public void onMessage(Now now, NodeId peer, Lane lane, byte[] message) {
        check(isUp(peer), "a message while down: " + peer);
        received++;
        ByteBuffer in = ByteBuffer.wrap(message);
        String session = peer + " " + lane + " " + in.getLong();
        long number = in.getLong();
        Long last = lastSeen.put(session, number);
        check(last == null || last < number, "doubled or out of order: " + session + " " + number + " after " + last);
        Long before = lastInConnection.put(peer + " " + lane, number);
        check(before == null || before + 1 == number, "a gap: " + session + " " + number + " after " + before);
    }

    @Override
    public void onDatagram(NodeAddress from, byte[] packet) {
        throw new AssertionError("Data planes send no datagrams");
    }

    @Override
    public void onStreamAccepted(StreamId stream, NodeAddress from) {
        if (world.config().trust() == Trust.PLAIN) {
            step(now -> plane.onAccepted(now, stream, null));
        }
    }

    @Override
    public void onStreamSecured(StreamId stream, Bytes fingerprint) {
        if (plane.owns(stream)) {
            step(now -> plane.onSecured(now, stream, fingerprint));
        } else {
            step(now -> plane.onAccepted(now, stream, fingerprint));
        }
    }

    @Override
    public void onStreamBytes(StreamId stream, byte[] bytes) {
        step(now -> plane.onBytes(now, stream, bytes, bytes.length));
    }

    @Override
    public void onStreamClosed(StreamId stream, StreamEnd end) {
        step(now -> {
            NodeId lost = plane.onClosed(now, stream, end);
            check(lost == null || end != StreamEnd.FAILED, "a failure says nothing of the peer");
        });
    }

    private void arm() {
        long deadline = plane.nextDeadlineNanos();
        if (deadline == Deadline.NEVER) {
            world.scheduler().clear(this);
        } else {
            world.scheduler().setAt(this, Math.max(deadline, world.scheduler().nowNanos()));
        }
    }

    private void check(boolean holds, String text) {
        if (!holds) {
            throw new AssertionError("[seed " + world.seed() + ", "
                    + world.scheduler().nowNanos() / 1e9 + " s, " + self.id() + "] " + text);
        }
    }
}
