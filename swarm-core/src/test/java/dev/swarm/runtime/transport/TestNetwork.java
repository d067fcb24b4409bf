package dev.swarm.runtime.transport;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.Rejection;
import dev.swarm.engine.step.StreamEnd;
import dev.swarm.engine.step.StreamId;
import dev.swarm.runtime.tls.Tls;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A network with a loop of its own that writes down what comes in. */
final class TestNetwork implements Inbound, AutoCloseable {

    final BoundSockets sockets;
    final List<Packet> packets = new CopyOnWriteArrayList<>();
    final Map<StreamId, NodeAddress> accepted = new ConcurrentHashMap<>();
    final Map<StreamId, StreamEnd> ended = new ConcurrentHashMap<>();
    final List<Boolean> sendingBlocked = new CopyOnWriteArrayList<>();
    final List<Rejection> refused = new CopyOnWriteArrayList<>();
    final Map<StreamId, byte[]> secured = new ConcurrentHashMap<>();
    final List<Throwable> lost = new CopyOnWriteArrayList<>();
    private final Map<StreamId, ByteArrayOutputStream> bytes = new ConcurrentHashMap<>();
    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Network network;

    /** A datagram that arrived. */
    record Packet(NodeAddress from, ByteBuffer content) {}

    TestNetwork(InetAddress host, Duration timeout) {
        this(host, timeout, null);
    }

    TestNetwork(InetAddress host, Duration timeout, @Nullable Tls tls) {
        sockets = BoundSockets.bind(host, PortChoice.any());
        network = new NettyNetwork(group.next(), sockets, timeout, tls);
        run(opened -> opened.open(this));
    }

    NodeAddress address() {
        return sockets.address();
    }

    long datagramsDropped() {
        return network.datagramsDropped();
    }

    /** Acts on the loop's thread, as the shell does, and flushes. */
    void run(Consumer<Network> action) {
        group.next()
                .submit(() -> {
                    action.accept(network);
                    network.flush();
                })
                .syncUninterruptibly();
    }

    byte[] bytesOf(StreamId stream) {
        ByteArrayOutputStream received = bytes.getOrDefault(stream, new ByteArrayOutputStream());
        synchronized (received) {
            return received.toByteArray();
        }
    }

    StreamId onlyAccepted() {
        return accepted.keySet().iterator().next();
    }

    @Override
    public void onDatagram(NodeAddress from, byte[] packet) {
        packets.add(new Packet(from, ByteBuffer.wrap(packet)));
    }

    @Override
    public void onSendingBlocked(boolean blocked) {
        sendingBlocked.add(blocked);
    }

    @Override
    public void onStreamAccepted(StreamId stream, NodeAddress from) {
        accepted.put(stream, from);
    }

    @Override
    public void onStreamBytes(StreamId stream, byte[] lent, int length) {
        ByteArrayOutputStream received = bytes.computeIfAbsent(stream, fresh -> new ByteArrayOutputStream());
        synchronized (received) {
            received.write(lent, 0, length);
        }
    }

    @Override
    public void onStreamClosed(StreamId stream, StreamEnd end) {
        if (ended.put(stream, end) != null) {
            lost.add(new AssertionError("told twice of the end of " + stream));
        }
    }

    @Override
    public void onStreamSecured(StreamId stream, byte[] fingerprint) {
        boolean known = stream.origin() == StreamId.Origin.ENGINE || accepted.containsKey(stream);
        if (!known || bytes.containsKey(stream) || secured.put(stream, fingerprint) != null) {
            lost.add(new AssertionError("secured out of turn: " + stream));
        }
    }

    @Override
    public void onStreamRefused(NodeAddress peer, Rejection reason) {
        refused.add(reason);
    }

    @Override
    public void onLost(Throwable cause) {
        lost.add(cause);
    }

    @Override
    public void close() {
        run(Network::shutdown);
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
