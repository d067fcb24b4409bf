package dev.swarm.runtime.transport;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.Rejection;
import dev.swarm.engine.step.StreamEnd;
import dev.swarm.engine.step.StreamId;

/**
 * What comes in from the network; called on the loop's thread only. Byte arrays belong to the receiver if
 * nothing else is said.
 */
public interface Inbound {

    /** A datagram arrived. */
    void onDatagram(NodeAddress from, byte[] packet);

    /** Datagrams are dropped from now on because the system takes none, or leave again. */
    void onSendingBlocked(boolean blocked);

    /** A peer dialled a stream and has sent its first byte, or is through with TLS. */
    void onStreamAccepted(StreamId stream, NodeAddress from);

    /**
     * The TLS handshake on a stream is through; comes before its first bytes, and for an accepted one right after
     * {@link #onStreamAccepted}.
     *
     * @param fingerprint SHA-256 of the certificate that the other end proved to own; no bytes if the user's own
     *     authority vouches for it instead
     */
    void onStreamSecured(StreamId stream, byte[] fingerprint);

    /**
     * Bytes arrived on a stream, cut anywhere.
     *
     * @param lent holds them from its beginning on; only lent, for this call
     * @param length how many there are
     */
    void onStreamBytes(StreamId stream, byte[] lent, int length);

    /** A stream ended, or could not be made; not called for one that we closed. */
    void onStreamClosed(StreamId stream, StreamEnd end);

    /**
     * A connection never became a stream that may be used, for a reason that is to be counted. The end of one that this
     * node dialled is told besides.
     */
    void onStreamRefused(NodeAddress peer, Rejection reason);

    /** A listening socket broke, without which the node cannot go on. */
    void onLost(Throwable cause);
}
