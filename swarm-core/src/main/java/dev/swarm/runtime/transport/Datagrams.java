package dev.swarm.runtime.transport;

import static dev.swarm.runtime.transport.Unawaited.nobodyWaitsFor;

import dev.swarm.api.NodeAddress;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The UDP half of the port. A datagram may be lost at any time, so the answer to every trouble is to lose one: when the
 * system's buffer and {@value #HIGH_MARK_BYTES} bytes more are full, when the target cannot be reached, when it is
 * too long.
 */
final class Datagrams {

    private static final Logger LOG = LoggerFactory.getLogger(Datagrams.class);

    /** More than the longest datagram of IPv4 (65,507), so that none is ever cut. */
    private static final int RECEIVE_BYTES = 65_536;

    private static final int LOW_MARK_BYTES = 1024 * 1024;
    private static final int HIGH_MARK_BYTES = 4 * 1024 * 1024;

    private final EventLoop loop;
    private final DatagramChannel socket;
    private final Addresses addresses;
    private final AtomicLong dropped = new AtomicLong();
    private @Nullable Channel channel;
    private boolean unflushed;
    private boolean closing;

    Datagrams(EventLoop loop, DatagramChannel socket, Addresses addresses) {
        this.loop = loop;
        this.socket = socket;
        this.addresses = addresses;
    }

    void open(Inbound inbound) {
        Channel opened = new Bootstrap()
                .group(loop)
                .channelFactory(() -> new NioDatagramChannel(socket))
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(RECEIVE_BYTES))
                .option(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(LOW_MARK_BYTES, HIGH_MARK_BYTES))
                .handler(new Receiver(inbound))
                .register()
                .channel();
        opened.closeFuture().addListener(closed -> {
            if (!closing) {
                inbound.onLost(new IllegalStateException("The UDP socket was closed by somebody else"));
            }
        });
        channel = opened;
    }

    void send(NodeAddress to, byte[] packet) {
        Channel target = channel;
        if (target == null || !target.isWritable()) {
            dropped.lazySet(dropped.get() + 1);
            return;
        }
        nobodyWaitsFor(target.write(new DatagramPacket(Unpooled.wrappedBuffer(packet), addresses.socketAddress(to))));
        unflushed = true;
    }

    void flush() {
        if (unflushed && channel != null) {
            unflushed = false;
            channel.flush();
        }
    }

    void shutdown() {
        closing = true;
        if (channel != null) {
            nobodyWaitsFor(channel.close());
        }
    }

    long dropped() {
        return dropped.get();
    }

    /** Hands each datagram on as bytes of its own. */
    private static final class Receiver extends SimpleChannelInboundHandler<DatagramPacket> {

        private final Inbound inbound;

        Receiver(Inbound inbound) {
            this.inbound = inbound;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            inbound.onDatagram(Addresses.nodeAddress(packet.sender()), ByteBufUtil.getBytes(packet.content()));
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            inbound.onSendingBlocked(!context.channel().isWritable());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            LOG.debug("The UDP socket had trouble, and goes on: {}", cause.toString());
        }
    }
}
