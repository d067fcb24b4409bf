package dev.swarm.engine.wire;

/** Writes messages of datagrams in memberlist's msgpack dialect (specification sections 4 and 5). */
public final class MessageEncoder {

    private MessageEncoder() {}

    /** Returns the type byte and the body; a part for {@link CompoundBuilder} or a plain text for {@link PacketCodec}. */
    public static byte[] encode(Message message) {
        throw new UnsupportedOperationException();
    }
}
