package dev.swarm.engine.wire;

import dev.swarm.api.Rejection;
import dev.swarm.engine.wire.format.Lzw;
import dev.swarm.engine.wire.format.LzwDecoder;
import dev.swarm.engine.wire.format.PackWriter;

/** The compress message (specification sections 5 and 9). */
final class Compression {

    /** Type, map, both keys, the algorithm and the shortest raw header. */
    private static final int SHORTEST_OVERHEAD = 1 + 1 + 5 + 1 + 4 + 1;

    private static final int LONGEST_OVERHEAD = SHORTEST_OVERHEAD + 4;
    private static final int LZW = 0;

    private Compression() {}

    /** Returns the message compressed, if that is shorter, else the message itself. */
    static byte[] shorten(byte[] message) {
        if (message.length <= SHORTEST_OVERHEAD) {
            return message;
        }
        PackWriter wrapped = wrap(message, message.length);
        return wrapped.length() < message.length ? wrapped.toArray() : message;
    }

    /** Returns the beginning of an array, a complete message, as a compress message. */
    static PackWriter wrap(byte[] message, int length) {
        byte[] compressed = Lzw.encode(message, length);
        PackWriter out = new PackWriter(LONGEST_OVERHEAD + compressed.length);
        MessageEncoder.begin(out, MessageType.COMPRESS, 2);
        MessageEncoder.number(out, Field.ALGO, LZW);
        MessageEncoder.raw(out, Field.BUF, compressed);
        return out;
    }

    /**
     * Undoes the body of a compress message.
     *
     * @param body where the fields are found; afterwards its rejection tells whether it worked
     * @param bound most bytes wanted
     * @return the message inside; empty if it is refused
     */
    static byte[] unwrap(Body body, byte[] bytes, int from, int to, int bound) {
        body.read(bytes, from, to, Field.COMPRESSED);
        if (body.number(Field.ALGO) != LZW) {
            body.reject(Rejection.MALFORMED);
        }
        int start = body.start(Field.BUF);
        LzwDecoder decoder = new LzwDecoder(body.content(Field.BUF), start, start + body.length(Field.BUF));
        int length = decoder.length(bound);
        if (length < 0) {
            body.reject(length == LzwDecoder.OVERSIZED ? Rejection.OVERSIZED : Rejection.MALFORMED);
        }
        return body.rejection() == null ? decoder.decode(length) : new byte[0];
    }
}
