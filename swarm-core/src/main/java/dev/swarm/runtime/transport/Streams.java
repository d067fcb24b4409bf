package dev.swarm.runtime.transport;

import static dev.swarm.runtime.transport.Unawaited.nobodyWaitsFor;

import dev.swarm.api.NodeAddress;
import dev.swarm.engine.step.StreamEnd;
import dev.swarm.engine.step.StreamId;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
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

/**
 * The TCP half of the port: short streams of the membership protocol.
 *
 * <p>Bounds: {@value #MAX_ACCEPTED} connections from peers at once, one more is closed and counted; {@value
 * #MAX_DIALLED} of our own, one more is told to have closed. A stream's end is told once, unless the engine asked for
 * it.
 */
final class Streams {

    static final int MAX_ACCEPTED = 128;
    private static final int MAX_DIALLED = 256;
    private static final int LOW_MARK_BYTES = 1024 * 1024;

    private final EventLoop loop;
    private final BoundSockets sockets;
    private final Addresses addresses;
    private final int timeoutMillis;
    private final Map<StreamId, StreamHandler> open = new LinkedHashMap<>();
    private final Set<StreamHandler> unflushed = new LinkedHashSet<>();
    private final ChannelGroup connections;
    private @Nullable Inbound inbound;
    private @Nullable Channel server;
    private int accepted;
    private int dialled;
    private long lastNumber;
    private boolean closing;

    Streams(EventLoop loop, BoundSockets sockets, Addresses addresses, Duration timeout) {
        this.loop = loop;
        this.sockets = sockets;
        this.addresses = addresses;
        this.timeoutMillis = Math.toIntExact(timeout.toMillis());
        this.connections = new DefaultChannelGroup(loop);
    }

    void open(Inbound receiver) {
        inbound = receiver;
        Channel opened = new ServerBootstrap()
                .group(loop)
                .channelFactory(() -> new NioServerSocketChannel(sockets.streams()))
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, marks())
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        welcome(channel);
                    }
                })
                .register()
                .channel();
        opened.closeFuture().addListener(closed -> {
            if (!closing) {
                receiver.onLost(new IllegalStateException("The TCP socket was closed by somebody else"));
            }
        });
        server = opened;
    }

    void connect(StreamId id, NodeAddress to) {
        if (closing || dialled >= MAX_DIALLED) {
            tellClosed(id, StreamEnd.FAILED);
            return;
        }
        StreamHandler handler = StreamHandler.dialled(id, this, timeoutMillis);
        InetSocketAddress remote = addresses.socketAddress(to);
        ChannelFuture made = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .disableResolver()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, timeoutMillis)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, marks())
                .handler(handler)
                .connect(remote, localFor(remote));
        if (made.isDone() && !made.isSuccess()) {
            tellClosed(id, StreamEnd.FAILED);
            return;
        }
        dialled++;
        Channel channel = made.channel();
        track(handler, channel);
        channel.closeFuture().addListener(closed -> dialled--);
        made.addListener(done -> {
            if (done.isSuccess()) {
                handler.onConnected();
            } else {
                forget(handler, endOf(done.cause()));
            }
        });
    }

    void write(StreamId id, byte[] bytes) {
        StreamHandler handler = open.get(id);
        if (handler != null) {
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
        if (server != null) {
            nobodyWaitsFor(server.close());
        }
        nobodyWaitsFor(connections.close());
    }

    void onBytes(StreamHandler from, byte[] bytes) {
        if (inbound != null && open.containsKey(from.id())) {
            inbound.onStreamBytes(from.id(), bytes);
        }
    }

    /** Looks at a connection that a peer made; it becomes a stream with its first byte. */
    private void welcome(SocketChannel channel) {
        InetSocketAddress remote = channel.remoteAddress();
        if (closing || inbound == null || remote == null) {
            nobodyWaitsFor(channel.close());
            return;
        }
        NodeAddress from = Addresses.nodeAddress(remote);
        if (accepted >= MAX_ACCEPTED) {
            nobodyWaitsFor(channel.close());
            inbound.onStreamRefused(from);
            return;
        }
        accepted++;
        connections.add(channel);
        channel.closeFuture().addListener(closed -> accepted--);
        PortUnification.Planes planes = new PortUnification.Planes(() -> accept(channel, from), null);
        channel.pipeline().addLast(new PortUnification(planes, timeoutMillis));
    }

    private StreamHandler accept(SocketChannel channel, NodeAddress from) {
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

    private static WriteBufferWaterMark marks() {
        return new WriteBufferWaterMark(LOW_MARK_BYTES, StreamHandler.MAX_WAITING_BYTES);
    }
}
