package dev.swarm.comms;

import dev.swarm.engine.wire.comms.Payload;
import dev.swarm.engine.wire.comms.Payload.Form;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Payloads ↔ what users write and read: bytes and texts as they are, everything else as CBOR. Nothing on the wire says
 * which class to make: a type's name only selects among those that handlers named.
 */
public final class MessageCodec {

    private static final byte[] NO_TYPE = {};

    private final Cbor cbor;

    /** Makes one that writes and reads values with this. */
    public MessageCodec(Cbor cbor) {
        this.cbor = cbor;
    }

    /**
     * Returns a message as it travels.
     *
     * @throws IllegalArgumentException if it cannot be written, or is too long
     */
    public Payload message(Object value, int mostBytes) {
        Payload payload = encode(value);
        Payload named =
                payload.form() == Form.VALUE ? new Payload(Form.VALUE, name(nameOf(value)), payload.bytes()) : payload;
        int length = named.type().length + named.bytes().length;
        if (length > mostBytes) {
            throw new IllegalArgumentException(
                    "A message of " + value.getClass().getName() + " has " + length + " bytes, and at most " + mostBytes
                            + " may be sent (comms.message-bytes)");
        }
        return named;
    }

    /**
     * Returns an answer as it travels.
     *
     * @throws IllegalArgumentException if it cannot be written
     */
    public Payload answer(@Nullable Object value) {
        return value == null ? Payload.NOTHING : encode(value);
    }

    /**
     * Returns what came as a type.
     *
     * @throws IllegalArgumentException if it is no such value
     */
    public <T> @Nullable T read(Form form, byte[] bytes, Class<T> type) {
        return switch (form) {
            case NOTHING -> null;
            case BYTES -> cast(bytes, type);
            case TEXT -> cast(new String(bytes, StandardCharsets.UTF_8), type);
            case VALUE -> decode(bytes, type);
        };
    }

    /** Returns the name under which values of a class travel. */
    public static String nameOf(Class<?> type) {
        return type.getName();
    }

    private static String nameOf(Object value) {
        if (value instanceof Enum<?> constant) {
            return nameOf(constant.getDeclaringClass());
        }
        if (value instanceof Map) {
            return nameOf(Map.class);
        }
        if (value instanceof List) {
            return nameOf(List.class);
        }
        return nameOf(value instanceof Set ? Set.class : value.getClass());
    }

    private static byte[] name(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > Payload.TYPE_BYTES) {
            throw new IllegalArgumentException(
                    "The name of a message's class may have " + Payload.TYPE_BYTES + " bytes: " + name);
        }
        return bytes.length == 0 ? NO_TYPE : bytes;
    }

    private Payload encode(Object value) {
        if (value instanceof byte[] bytes) {
            return Payload.of(bytes);
        }
        if (value instanceof String text) {
            return Payload.of(text);
        }
        try {
            return Payload.value(cbor.mapper().writeValueAsBytes(value));
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "A message of " + value.getClass().getName() + " cannot be written: " + e.getOriginalMessage(), e);
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException(
                    "A message of " + value.getClass().getName() + " cannot be written: it holds itself, or is too"
                            + " deep",
                    e);
        }
    }

    private <T> T decode(byte[] bytes, Class<T> type) {
        try {
            return cbor.mapper().readValue(bytes, type);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("What came is no " + type.getName() + ": " + e.getOriginalMessage(), e);
        }
    }

    private static <T> T cast(Object value, Class<T> type) {
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("What came is no " + type.getName() + " but a "
                    + value.getClass().getSimpleName());
        }
        return type.cast(value);
    }
}
