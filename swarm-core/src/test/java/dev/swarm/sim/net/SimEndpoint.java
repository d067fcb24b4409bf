package dev.swarm.sim.net;

import dev.swarm.api.NodeAddress;
import dev.swarm.engine.step.StreamEnd;
import dev.swarm.engine.step.StreamId;
import dev.swarm.engine.wire.Bytes;

/** Whoever holds a {@link SimSocket}: what the network tells it. Each call comes at its own moment, never nested. */
public interface SimEndpoint {

    /** A datagram arrived; the array belongs to the receiver. */
    void onDatagram(NodeAddress from, byte[] packet);

    /** A peer dialled; the address is that of its dialling socket, not the one it listens on. */
    void onStreamAccepted(StreamId stream, NodeAddress from);

    /** TLS is through on a stream, dialled or accepted, and the other end has this certificate; comes before bytes. */
    default void onStreamSecured(StreamId stream, Bytes fingerprint) {}

    /** Bytes arrived in order, cut anywhere. */
    void onStreamBytes(StreamId stream, byte[] bytes);

    /** The stream ended, not by this side's wish: closed or reset, refused, or given up for lack of any answer. */
    void onStreamClosed(StreamId stream, StreamEnd end);
}
