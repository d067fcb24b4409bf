package dev.swarm.runtime.transport;

import dev.swarm.api.NodeAddress;
import dev.swarm.engine.step.StreamId;
import dev.swarm.runtime.tls.Tls;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The real network of a node: datagrams and streams on one port number, all on one event loop. Handlers call the
 * {@link Inbound} directly, without a queue between: the loop's thread is the protocol's thread.
 */
public final class NettyNetwork implements Network {

    private final Datagrams datagrams;
    private final Streams streams;

    /**
     * Makes the network of two sockets that it owns from now on.
     *
     * @param loop runs everything
     * @param sockets where to listen
     * @param streamTimeout longest time for a connection to be made, for its first byte, and for flushing at its end
     * @param tls for secured streams; {@code null} if there are none
     */
    public NettyNetwork(EventLoop loop, BoundSockets sockets, Duration streamTimeout, @Nullable Tls tls) {
        Addresses addresses = Addresses.forBound(sockets.host());
        datagrams = new Datagrams(loop, sockets.datagrams(), addresses);
        streams = new Streams(loop, sockets, addresses, streamTimeout, tls);
    }

    @Override
    public void open(Inbound inbound) {
        datagrams.open(inbound);
        streams.open(inbound);
    }

    @Override
    public void datagram(NodeAddress to, byte[] packet) {
        datagrams.send(to, packet);
    }

    @Override
    public void connect(StreamId stream, NodeAddress to) {
        streams.connect(stream, to);
    }

    @Override
    public void connectSecured(StreamId stream, NodeAddress to) {
        streams.connectSecured(stream, to);
    }

    @Override
    public void write(StreamId stream, ByteBuf bytes) {
        streams.write(stream, bytes);
    }

    @Override
    public void close(StreamId stream) {
        streams.close(stream);
    }

    @Override
    public void flush() {
        datagrams.flush();
        streams.flush();
    }

    @Override
    public void shutdown() {
        streams.shutdown();
        datagrams.shutdown();
    }

    @Override
    public long datagramsDropped() {
        return datagrams.dropped();
    }
}
