package dev.swarm.runtime.transport;

import static dev.swarm.runtime.transport.Unawaited.nobodyWaitsFor;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.Rejection;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in the connections that peers dial. One becomes a stream with its first byte, or, if that begins TLS, when the
 * handshake is through; the engine never hears of those that do not get so far, they are counted here.
 *
 * <p>Bounds: {@value Streams#MAX_ACCEPTED} connections that are not through with TLS, {@value #MAX_SECURED} that are;
 * one more is closed. They are counted apart so that standing connections of members take no room from those who
 * knock.
 */
final class Door {

    private static final Logger LOG = LoggerFactory.getLogger(Door.class);

    /** More than the engine keeps of them, which closes the rest. */
    private static final int MAX_SECURED = 256;

    private final Streams streams;
    private final BoundSockets sockets;
    private final @Nullable Securing securing;
    private final Set<Channel> accepted = new LinkedHashSet<>();
    private final Set<Channel> secured = new LinkedHashSet<>();
    private @Nullable Inbound inbound;
    private @Nullable Channel server;
    private boolean closing;

    Door(Streams streams, BoundSockets sockets, @Nullable Securing securing) {
        this.streams = streams;
        this.sockets = sockets;
        this.securing = securing;
    }

    void open(EventLoop loop, Inbound receiver) {
        inbound = receiver;
        Channel opened = new ServerBootstrap()
                .group(loop)
                .channelFactory(() -> new NioServerSocketChannel(sockets.streams()))
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, Streams.marks())
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, streams.reads())
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

    void shutdown() {
        closing = true;
        if (server != null) {
            nobodyWaitsFor(server.close());
        }
    }

    /** Looks at a connection that a peer made. */
    private void welcome(SocketChannel channel) {
        InetSocketAddress remote = channel.remoteAddress();
        if (closing || remote == null) {
            nobodyWaitsFor(channel.close());
            return;
        }
        NodeAddress from = Addresses.nodeAddress(remote);
        if (accepted.size() >= Streams.MAX_ACCEPTED) {
            refuse(channel, from, Rejection.OVERLOAD);
            return;
        }
        streams.hold(channel);
        count(channel, accepted);
        PortUnification.Planes planes = new PortUnification.Planes(
                pipeline -> pipeline.addLast(streams.accept(channel, from)),
                pipeline -> secure(channel, from, pipeline));
        channel.pipeline().addLast(new PortUnification(planes, streams.timeoutMillis()));
    }

    private void secure(SocketChannel channel, NodeAddress from, ChannelPipeline pipeline) {
        if (securing == null) {
            refuse(channel, from, Rejection.UNEXPECTED_TYPE);
            return;
        }
        try {
            securing.accept(pipeline, new Knock(channel, from));
        } catch (RuntimeException unusable) {
            LOG.warn("No connection can be secured with the node's own credentials: {}", unusable.toString());
            refuse(channel, from, Rejection.HANDSHAKE_FAILED);
        }
    }

    private void refuse(Channel channel, NodeAddress from, Rejection reason) {
        nobodyWaitsFor(channel.close());
        tellRefused(from, reason);
    }

    private void tellRefused(NodeAddress from, Rejection reason) {
        if (inbound != null && !closing) {
            inbound.onStreamRefused(from, reason);
        }
    }

    private static void count(Channel channel, Set<Channel> among) {
        among.add(channel);
        channel.closeFuture().addListener(closed -> among.remove(channel));
    }

    /** A peer that has begun with TLS. */
    private final class Knock implements Securing.Outcome {

        private final SocketChannel channel;
        private final NodeAddress from;

        Knock(SocketChannel channel, NodeAddress from) {
            this.channel = channel;
            this.from = from;
        }

        @Override
        public void onSecured(byte[] fingerprint) {
            if (secured.size() >= MAX_SECURED) {
                refuse(channel, from, Rejection.OVERLOAD);
                return;
            }
            accepted.remove(channel);
            count(channel, secured);
            StreamHandler handler = streams.accept(channel, from);
            channel.pipeline().addLast(handler);
            streams.onSecured(handler, fingerprint);
        }

        @Override
        public void onInsecure(Throwable cause) {
            LOG.debug("{} failed at TLS: {}", from, cause.toString());
            tellRefused(from, Rejection.HANDSHAKE_FAILED);
        }
    }
}
