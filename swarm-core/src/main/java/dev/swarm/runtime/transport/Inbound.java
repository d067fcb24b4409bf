package dev.swarm.runtime.transport;

import dev.swarm.api.NodeAddress;
import dev.swarm.engine.step.StreamEnd;
import dev.swarm.engine.step.StreamId;

/** What comes in from the network; called on the loop's thread only. Byte arrays belong to the receiver. */
public interface Inbound {

    /** A datagram arrived. */
    void onDatagram(NodeAddress from, byte[] packet);

    /** Datagrams are dropped from now on because the system takes none, or leave again. */
    void onSendingBlocked(boolean blocked);

    /** A peer dialled a stream and has sent its first byte. */
    void onStreamAccepted(StreamId stream, NodeAddress from);

    /** Bytes arrived on a stream, cut anywhere. */
    void onStreamBytes(StreamId stream, byte[] bytes);

    /** A stream ended, or could not be made; not called for one that we closed. */
    void onStreamClosed(StreamId stream, StreamEnd end);

    /** A stream was refused because too many are open. */
    void onStreamRefused(NodeAddress from);

    /** A listening socket broke, without which the node cannot go on. */
    void onLost(Throwable cause);
}
