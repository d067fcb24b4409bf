package dev.swarm.runtime.transport;

import dev.swarm.api.NodeAddress;
import dev.swarm.engine.step.StreamId;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** What goes out to the network; called on the loop's thread only. Never throws, never blocks. */
public interface Network {

    /** Begins to receive. */
    void open(Inbound inbound);

    /** Sends one datagram with the next {@link #flush()}; dropped and counted if the socket's buffer is full. */
    void datagram(NodeAddress to, byte[] packet);

    /** Dials a stream. What is written before it stands is kept. */
    void connect(StreamId stream, NodeAddress to);

    /** As {@link #connect}, but under TLS. */
    void connectSecured(StreamId stream, NodeAddress to);

    /** Writes to a stream with the next {@link #flush()}; ignored if there is none of that id. */
    default void write(StreamId stream, byte[] bytes) {
        write(stream, Unpooled.wrappedBuffer(bytes));
    }

    /** As {@link #write(StreamId, byte[])}; the buffer belongs to the network from then on. */
    void write(StreamId stream, ByteBuf bytes);

    /** Closes a stream after all that was written has left; the receiver of {@link Inbound} is not told. */
    void close(StreamId stream);

    /** Lets go what was written since the last call. */
    void flush();

    /** Closes all sockets at once. Idempotent. */
    void shutdown();

    /** Returns how many datagrams were dropped because the socket's buffer was full. Any thread. */
    long datagramsDropped();
}
