package dev.swarm.runtime.transport;

import static dev.swarm.runtime.transport.Unawaited.nobodyWaitsFor;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.Rejection;
import dev.swarm.engine.step.StreamEnd;
import dev.swarm.engine.step.StreamId;
import dev.swarm.runtime.tls.Tls;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The TCP half of the port: short streams of the membership protocol, and standing connections of the data plane.
 *
 * <p>Bounds: those of the {@link Door} for connections from peers; {@value #MAX_DIALLED} of our own, one more is told
 * to have closed. A stream's end is told once, unless the engine asked for it.
 */
final class Streams {

    private static final Logger LOG = LoggerFactory.getLogger(Streams.class);

    static final int MAX_ACCEPTED = 128;
    private static final int MAX_DIALLED = 256;
    private static final int LOW_MARK_BYTES = 1024 * 1024;
    private static final int FIRST_READ_BYTES = 16 * 1024;

    private final EventLoop loop;
    private final BoundSockets sockets;
    private final Door door;
    private final @Nullable Securing securing;
    private final Addresses addresses;
    private final int timeoutMillis;
    private final Map<StreamId, StreamHandler> open = new LinkedHashMap<>();
    private final Set<StreamHandler> unflushed = new LinkedHashSet<>();
    private final ChannelGroup connections;
    private final Reads reads = new Reads();
    private byte[] scratch = new byte[FIRST_READ_BYTES];
    private @Nullable Inbound inbound;
    private int dialled;
    private long lastNumber;
    private boolean closing;

    Streams(EventLoop loop, BoundSockets sockets, Addresses addresses, Duration timeout, @Nullable Tls tls) {
        this.loop = loop;
        this.sockets = sockets;
        this.addresses = addresses;
        this.timeoutMillis = Math.toIntExact(timeout.toMillis());
        this.securing = tls == null ? null : new Securing(tls, MAX_ACCEPTED + MAX_DIALLED, timeoutMillis);
        this.door = new Door(this, sockets, securing);
        this.connections = new DefaultChannelGroup(loop);
    }

    void open(Inbound receiver) {
        inbound = receiver;
        door.open(loop, receiver);
    }

    void connect(StreamId id, NodeAddress to) {
        dial(StreamHandler.dialled(id, this, timeoutMillis), to, null);
    }

    /** As {@link #connect}; the stream stands when TLS is through. */
    void connectSecured(StreamId id, NodeAddress to) {
        if (securing == null) {
            tellClosed(id, StreamEnd.FAILED);
        } else {
            dial(StreamHandler.dialled(id, this, timeoutMillis), to, securing);
        }
    }

    private void dial(StreamHandler handler, NodeAddress to, @Nullable Securing tls) {
        if (closing || dialled >= MAX_DIALLED) {
            tellClosed(handler.id(), StreamEnd.FAILED);
            return;
        }
        InetSocketAddress remote = addresses.socketAddress(to);
        ChannelFuture made = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .disableResolver()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, timeoutMillis)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, marks())
                .option(ChannelOption.RECVBUF_ALLOCATOR, reads())
                .handler(handler)
                .connect(remote, localFor(remote));
        if (made.isDone() && !made.isSuccess()) {
            tellClosed(handler.id(), StreamEnd.FAILED);
            return;
        }
        dialled++;
        Channel channel = made.channel();
        track(handler, channel);
        channel.closeFuture().addListener(closed -> dialled--);
        made.addListener(done -> {
            if (!done.isSuccess()) {
                forget(handler, endOf(done.cause()));
            } else if (tls == null) {
                handler.onConnected();
            } else {
                secure(handler, channel, to, tls);
            }
        });
    }

    /** Begins with TLS on a connection that stands; the stream is kept waiting until it is through. */
    private void secure(StreamHandler handler, Channel channel, NodeAddress to, Securing tls) {
        try {
            tls.dial(channel.pipeline(), new Dial(handler, to));
        } catch (RuntimeException unusable) {
            LOG.warn("No connection can be secured with the node's own credentials: {}", unusable.toString());
            nobodyWaitsFor(channel.close());
        }
    }

    /** A connection that this node dialled and that is not through with TLS. */
    private final class Dial implements Securing.Outcome {

        private final StreamHandler handler;
        private final NodeAddress to;

        Dial(StreamHandler handler, NodeAddress to) {
            this.handler = handler;
            this.to = to;
        }

        @Override
        public void onSecured(byte[] fingerprint) {
            handler.onConnected();
            Streams.this.onSecured(handler, fingerprint);
        }

        @Override
        public void onInsecure(Throwable cause) {
            LOG.debug("TLS with {} failed: {}", to, cause.toString());
            if (inbound != null && !closing && !handler.isFinishing()) {
                inbound.onStreamRefused(to, Rejection.HANDSHAKE_FAILED);
            }
        }
    }

    void write(StreamId id, ByteBuf bytes) {
        StreamHandler handler = open.get(id);
        if (handler == null) {
            bytes.release();
        } else {
            handler.write(bytes);
            unflushed.add(handler);
        }
    }

    void close(StreamId id) {
        StreamHandler handler = open.remove(id);
        if (handler != null) {
            unflushed.remove(handler);
            handler.finish();
        }
    }

    void flush() {
        if (!unflushed.isEmpty()) {
            List<StreamHandler> ready = List.copyOf(unflushed);
            unflushed.clear();
            ready.forEach(StreamHandler::flush);
        }
    }

    void shutdown() {
        closing = true;
        open.clear();
        unflushed.clear();
        door.shutdown();
        nobodyWaitsFor(connections.close());
        reads.close();
        if (securing != null) {
            securing.shutdown();
        }
    }

    /** Hands on what a buffer holds; what is in it is copied once, into an array that serves for all. */
    void onBytes(StreamHandler from, ByteBuf bytes) {
        if (inbound != null && open.containsKey(from.id())) {
            int length = bytes.readableBytes();
            if (scratch.length < length) {
                scratch = new byte[Math.max(length, 2 * scratch.length)];
            }
            bytes.readBytes(scratch, 0, length);
            inbound.onStreamBytes(from.id(), scratch, length);
        }
    }

    /** Tells that TLS is through on a stream that the engine knows. */
    void onSecured(StreamHandler handler, byte[] fingerprint) {
        if (inbound != null && open.containsKey(handler.id())) {
            inbound.onStreamSecured(handler.id(), fingerprint);
        }
    }

    int timeoutMillis() {
        return timeoutMillis;
    }

    /** Keeps a connection in mind, so that it is closed with all others. */
    void hold(Channel channel) {
        connections.add(channel);
    }

    /** Makes a stream of a connection that a peer made, and tells of it. */
    StreamHandler accept(Channel channel, NodeAddress from) {
        StreamId id = new StreamId(StreamId.Origin.PEER, ++lastNumber);
        StreamHandler handler = StreamHandler.accepted(id, this, timeoutMillis);
        track(handler, channel);
        if (inbound != null) {
            inbound.onStreamAccepted(id, from);
        }
        return handler;
    }

    private void track(StreamHandler handler, Channel channel) {
        handler.attach(channel);
        connections.add(channel);
        open.put(handler.id(), handler);
        channel.closeFuture()
                .addListener(closed -> forget(handler, handler.isConnected() ? StreamEnd.CLOSED : StreamEnd.FAILED));
    }

    private void forget(StreamHandler handler, StreamEnd end) {
        unflushed.remove(handler);
        if (open.remove(handler.id()) != null) {
            tellClosed(handler.id(), end);
        }
    }

    private void tellClosed(StreamId id, StreamEnd end) {
        if (inbound != null && !closing) {
            inbound.onStreamClosed(id, end);
        }
    }

    /** The JDK has one exception for a refusal and for the system's own time-out, which only its text tells apart. */
    private static StreamEnd endOf(Throwable cause) {
        boolean refused = cause instanceof ConnectException
                && !(cause instanceof ConnectTimeoutException)
                && !String.valueOf(cause.getMessage()).contains("timed out");
        return refused ? StreamEnd.REFUSED : StreamEnd.FAILED;
    }

    /** A node bound to one address dials from it, so that peers and firewalls see the address they know. */
    private @Nullable InetSocketAddress localFor(InetSocketAddress remote) {
        boolean fits = !sockets.host().isAnyLocalAddress()
                && sockets.host().getAddress().length == remote.getAddress().getAddress().length;
        return fits ? new InetSocketAddress(sockets.host(), 0) : null;
    }

    RecvByteBufAllocator reads() {
        return reads;
    }

    static WriteBufferWaterMark marks() {
        return new WriteBufferWaterMark(LOW_MARK_BYTES, StreamHandler.MAX_WAITING_BYTES);
    }
}
