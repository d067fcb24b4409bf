package dev.swarm.registry.mail;

import dev.swarm.comms.MessageCodec;
import dev.swarm.engine.wire.comms.Payload;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Arguments and states of workers ↔ opaque bytes: the first says how the rest is read; no bytes at all are nothing. */
public final class Values {

    private static final byte[] NOTHING = {};

    private final MessageCodec codec;

    /** Makes one. */
    public Values(MessageCodec codec) {
        this.codec = codec;
    }

    /**
     * Returns a value as bytes; {@code null} is none.
     *
     * @throws IllegalArgumentException if it cannot be written
     */
    public byte[] encode(@Nullable Object value) {
        if (value == null) {
            return NOTHING;
        }
        Payload payload = codec.answer(value);
        byte[] bytes = new byte[payload.bytes().length + 1];
        bytes[0] = (byte) Letter.FORMS.number(payload.form());
        System.arraycopy(payload.bytes(), 0, bytes, 1, payload.bytes().length);
        return bytes;
    }

    /**
     * Returns bytes as a value of a type, {@code null} for none.
     *
     * @throws IllegalArgumentException if they are no such value
     */
    public <T> @Nullable T decode(byte[] bytes, Class<T> type) {
        if (bytes.length == 0) {
            return null;
        }
        if (bytes[0] < 0 || bytes[0] >= Letter.FORMS.values().size()) {
            throw new IllegalArgumentException("What came was written by no node of ours");
        }
        return codec.read(Letter.FORMS.values().get(bytes[0]), Arrays.copyOfRange(bytes, 1, bytes.length), type);
    }

    /** Returns what reads messages. */
    public MessageCodec codec() {
        return codec;
    }
}
