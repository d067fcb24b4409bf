package dev.swarm.runtime.transport;

import dev.swarm.api.NodeAddress;
import dev.swarm.engine.step.StreamEnd;
import dev.swarm.engine.step.StreamId;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** The network of a node that is alone on purpose: datagrams are lost, streams cannot be made, no socket is opened. */
public final class NoNetwork implements Network {

    private @Nullable Inbound inbound;

    @Override
    public void open(Inbound receiver) {
        inbound = receiver;
    }

    @Override
    public void datagram(NodeAddress to, byte[] packet) {}

    @Override
    public void connect(StreamId stream, NodeAddress to) {
        if (inbound != null) {
            inbound.onStreamClosed(stream, StreamEnd.FAILED);
        }
    }

    @Override
    public void connectSecured(StreamId stream, NodeAddress to) {
        connect(stream, to);
    }

    @Override
    public void write(StreamId stream, ByteBuf bytes) {
        bytes.release();
    }

    @Override
    public void close(StreamId stream) {}

    @Override
    public void flush() {}

    @Override
    public void shutdown() {
        inbound = null;
    }

    @Override
    public long datagramsDropped() {
        return 0;
    }
}
