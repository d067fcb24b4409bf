package dev.swarm.engine.wire;

/** Wraps and unwraps the messages of short streams (specification section 7). One per node, one thread at a time. */
public final class StreamCodec {

    public StreamCodec(WireSettings settings) {}

    /** Takes another ring from now on, also for decoders at work. */
    public void rotate(Keyring keyring) {
        throw new UnsupportedOperationException();
    }

    /**
     * Returns all bytes of one direction of a stream.
     *
     * @param initiator whether this node dialled the stream; only then a label goes first
     * @throws IllegalArgumentException if the message is above the bounds of section 13
     */
    public byte[] encode(StreamMessage message, boolean initiator) {
        throw new UnsupportedOperationException();
    }

    /** Returns a decoder for one direction of a stream. */
    public StreamDecoder decoder(boolean fromInitiator) {
        throw new UnsupportedOperationException();
    }
}
