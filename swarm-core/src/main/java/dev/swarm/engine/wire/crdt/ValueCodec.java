package dev.swarm.engine.wire.crdt;

import dev.swarm.api.Rejection;
import dev.swarm.engine.wire.Bytes;
import dev.swarm.engine.wire.MalformedPacketException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Turns elements and values into bytes and back. Equal values must give equal bytes and others other bytes; then equal
 * states give equal bytes too.
 *
 * @param <V> values
 */
public interface ValueCodec<V> {

    /** Opaque bytes as they are. */
    ValueCodec<Bytes> BYTES = new ValueCodec<>() {
        @Override
        public byte[] encode(Bytes value) {
            return value.toArray();
        }

        @Override
        public Bytes decode(byte[] bytes) {
            return Bytes.owning(bytes);
        }
    };

    /** Text in strict UTF-8. Half surrogate pairs cannot be encoded. */
    ValueCodec<String> TEXT = new ValueCodec<>() {
        @Override
        public byte[] encode(String value) {
            try {
                ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(value));
                byte[] exact = new byte[bytes.remaining()];
                bytes.get(exact);
                return exact;
            } catch (CharacterCodingException e) {
                throw new IllegalArgumentException("Text with half a surrogate pair has no UTF-8", e);
            }
        }

        @Override
        public String decode(byte[] bytes) throws MalformedPacketException {
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
            } catch (CharacterCodingException e) {
                throw new MalformedPacketException(Rejection.MALFORMED, "text that is not UTF-8");
            }
        }
    };

    /**
     * Returns the bytes of a value.
     *
     * @throws IllegalArgumentException if it has none
     */
    byte[] encode(V value);

    /**
     * Returns the value of bytes, which are the codec's to keep.
     *
     * @throws MalformedPacketException if they are not those of a value; nothing else may be thrown for bad bytes
     */
    V decode(byte[] bytes) throws MalformedPacketException;
}
