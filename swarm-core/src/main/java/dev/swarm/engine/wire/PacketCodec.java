package dev.swarm.engine.wire;

import dev.swarm.api.Rejection;
import java.util.List;

/** Wraps and unwraps datagrams. One per node, used by one thread at a time. */
public final class PacketCodec {

    public PacketCodec(WireSettings settings) {}

    /** Takes another ring from now on. */
    public void rotate(Keyring keyring) {
        throw new UnsupportedOperationException();
    }

    /**
     * Unwraps one datagram. Throws when the packet as a whole is refused (label, key, checksum); single bad messages are
     * listed in the result.
     */
    public Opened open(byte[] packet) throws MalformedPacketException {
        throw new UnsupportedOperationException();
    }

    /** Wraps one message or compound; returns a new array. */
    public byte[] seal(byte[] plain, boolean checksum) {
        throw new UnsupportedOperationException();
    }

    /** Returns the most bytes that {@link #seal} adds: label, encryption and checksum. */
    public int overhead() {
        throw new UnsupportedOperationException();
    }

    /**
     * What a datagram held.
     *
     * @param messages the good messages, in order
     * @param rejections one reason for each part that was dropped
     */
    public record Opened(List<Message> messages, List<Rejection> rejections) {}
}
