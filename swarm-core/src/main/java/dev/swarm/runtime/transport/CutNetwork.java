package dev.swarm.runtime.transport;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.Rejection;
import dev.swarm.engine.step.StreamEnd;
import dev.swarm.engine.step.StreamId;
import io.netty.buffer.ByteBuf;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A network in which some addresses can be out of reach at will, to show and test what a cluster does then. Nothing is
 * sent to them and no datagram of theirs is taken; streams that were dialled to them end with the next byte. Streams
 * that they dialled cannot be told by their address: those end as the other node has the same addresses cut, or by its
 * silence.
 */
public final class CutNetwork implements Network {

    private final Network inner;
    private final Predicate<NodeAddress> cut;
    private final Map<StreamId, NodeAddress> dialled = new LinkedHashMap<>();
    private @Nullable Inbound inbound;

    /**
     * Makes one.
     *
     * @param inner the network there really is
     * @param cut tells at each use whether an address is out of reach; on the loop's thread
     */
    public CutNetwork(Network inner, Predicate<NodeAddress> cut) {
        this.inner = inner;
        this.cut = cut;
    }

    @Override
    public void open(Inbound receiver) {
        inbound = receiver;
        inner.open(new Sieve(receiver));
    }

    @Override
    public void datagram(NodeAddress to, byte[] packet) {
        if (!cut.test(to)) {
            inner.datagram(to, packet);
        }
    }

    @Override
    public void connect(StreamId stream, NodeAddress to) {
        if (isWithinReach(stream, to)) {
            inner.connect(stream, to);
        }
    }

    @Override
    public void connectSecured(StreamId stream, NodeAddress to) {
        if (isWithinReach(stream, to)) {
            inner.connectSecured(stream, to);
        }
    }

    @Override
    public void write(StreamId stream, ByteBuf bytes) {
        if (endIfCut(stream)) {
            bytes.release();
        } else {
            inner.write(stream, bytes);
        }
    }

    @Override
    public void close(StreamId stream) {
        dialled.remove(stream);
        inner.close(stream);
    }

    @Override
    public void flush() {
        inner.flush();
    }

    @Override
    public void shutdown() {
        inner.shutdown();
    }

    @Override
    public long datagramsDropped() {
        return inner.datagramsDropped();
    }

    private boolean isWithinReach(StreamId stream, NodeAddress to) {
        if (cut.test(to)) {
            tellFailed(stream);
            return false;
        }
        dialled.put(stream, to);
        return true;
    }

    private boolean endIfCut(StreamId stream) {
        NodeAddress to = dialled.get(stream);
        if (to == null || !cut.test(to)) {
            return false;
        }
        close(stream);
        tellFailed(stream);
        return true;
    }

    private void tellFailed(StreamId stream) {
        if (inbound != null) {
            inbound.onStreamClosed(stream, StreamEnd.FAILED);
        }
    }

    /** Lets through what comes from within reach. */
    private final class Sieve implements Inbound {

        private final Inbound receiver;

        Sieve(Inbound receiver) {
            this.receiver = receiver;
        }

        @Override
        public void onDatagram(NodeAddress from, byte[] packet) {
            if (!cut.test(from)) {
                receiver.onDatagram(from, packet);
            }
        }

        @Override
        public void onSendingBlocked(boolean blocked) {
            receiver.onSendingBlocked(blocked);
        }

        @Override
        public void onStreamAccepted(StreamId stream, NodeAddress from) {
            receiver.onStreamAccepted(stream, from);
        }

        @Override
        public void onStreamSecured(StreamId stream, byte[] fingerprint) {
            if (!endIfCut(stream)) {
                receiver.onStreamSecured(stream, fingerprint);
            }
        }

        @Override
        public void onStreamBytes(StreamId stream, byte[] lent, int length) {
            if (!endIfCut(stream)) {
                receiver.onStreamBytes(stream, lent, length);
            }
        }

        @Override
        public void onStreamClosed(StreamId stream, StreamEnd end) {
            dialled.remove(stream);
            receiver.onStreamClosed(stream, end);
        }

        @Override
        public void onStreamRefused(NodeAddress peer, Rejection reason) {
            receiver.onStreamRefused(peer, reason);
        }

        @Override
        public void onLost(Throwable cause) {
            receiver.onLost(cause);
        }
    }
}
