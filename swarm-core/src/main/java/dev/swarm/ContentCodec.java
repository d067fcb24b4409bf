package dev.swarm;

import dev.swarm.api.Entity;
import dev.swarm.comms.Cbor;
import dev.swarm.engine.wire.overlay.EntityValue;
import dev.swarm.engine.wire.overlay.Field;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Makes fields of what users write, and the other way round. Each field is CBOR by itself, so that fields can be merged
 * without being understood; what is no object, or has names that no field can have, is one field without a name.
 */
final class ContentCodec {

    private static final String WHOLE = "";

    private final Cbor cbor;

    ContentCodec(Cbor cbor) {
        this.cbor = cbor;
    }

    /**
     * Returns the fields of a value.
     *
     * @throws IllegalArgumentException if it cannot be written
     */
    List<Field> fields(Object data) {
        if (data instanceof byte[] bytes) {
            return List.of(new Field(WHOLE, 0, RawContent.encode(bytes)));
        }
        try {
            ObjectMapper mapper = cbor.mapper();
            JsonNode tree = mapper.valueToTree(data);
            if (!tree.isObject() || !tree.propertyNames().stream().allMatch(ContentCodec::isFieldName)) {
                return List.of(new Field(WHOLE, 0, mapper.writeValueAsBytes(tree)));
            }
            List<Field> fields = new ArrayList<>();
            for (Map.Entry<String, JsonNode> property : tree.properties()) {
                fields.add(new Field(property.getKey(), 0, mapper.writeValueAsBytes(property.getValue())));
            }
            return fields;
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "A value of " + data.getClass().getName() + " cannot be written: " + e.getOriginalMessage(), e);
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException(
                    "A value of " + data.getClass().getName() + " cannot be written: it holds itself, or is too deep",
                    e);
        }
    }

    private static boolean isFieldName(String name) {
        return !name.isEmpty() && name.getBytes(StandardCharsets.UTF_8).length <= EntityValue.NAME_BYTES;
    }

    /** Returns what users read of a value. */
    Entity.Content content(Supplier<List<Field>> fields) {
        return new Decoded(cbor, fields);
    }

    /** Decodes when it is asked, each time anew: what it returns may be changed by who asked. */
    private record Decoded(Cbor cbor, Supplier<List<Field>> stored) implements Entity.Content {

        @Override
        public Object asObject() {
            List<Field> fields = stored.get();
            if (isWhole(fields)) {
                return read(fields.get(0).content(), Object.class);
            }
            Map<String, Object> result = new LinkedHashMap<>();
            fields.forEach(field -> result.put(field.name(), nullable(field)));
            return result;
        }

        @Override
        public <T> T as(Class<T> type) {
            List<Field> fields = stored.get();
            if (!isWhole(fields)) {
                return read(object(fields), type);
            }
            byte[] content = fields.get(0).content();
            byte[] raw = type == byte[].class ? RawContent.decode(content) : null;
            return raw == null ? read(content, type) : type.cast(raw);
        }

        private static boolean isWhole(List<Field> fields) {
            return fields.size() == 1 && fields.get(0).name().equals(WHOLE);
        }

        /** The fields one after the other, with a head before and a name in front of each, are a CBOR object. */
        private byte[] object(List<Field> fields) {
            ObjectMapper mapper = cbor.mapper();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (JsonGenerator out = mapper.createGenerator(bytes)) {
                out.writeStartObject();
                for (Field field : fields) {
                    out.writeName(field.name());
                    out.writeTree(mapper.readTree(field.content()));
                }
                out.writeEndObject();
            }
            return bytes.toByteArray();
        }

        private Object nullable(Field field) {
            return read(field.content(), Object.class);
        }

        private <T> T read(byte[] content, Class<T> type) {
            try {
                return cbor.mapper().readValue(content, type);
            } catch (JacksonException e) {
                throw new IllegalArgumentException(
                        "The entity is no " + type.getName() + ": " + e.getOriginalMessage(), e);
            }
        }

        @Override
        public String toString() {
            return stored.get().stream().map(Field::name).toList().toString();
        }
    }
}
