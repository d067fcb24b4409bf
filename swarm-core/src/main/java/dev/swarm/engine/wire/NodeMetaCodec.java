package dev.swarm.engine.wire;

import dev.swarm.api.Role;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.dataformat.cbor.CBORFactory;
import tools.jackson.dataformat.cbor.CBORWriteFeature;

/**
 * Metadata of our nodes as CBOR (RFC 8949): the self-describing mark, then one array of lowest and highest data plane
 * version, start stamp, number of the role, service, web address or null, an array of tag keys and values in turn,
 * sorted by key, and the bytes of the fingerprint, left out or null where there is none. Newer versions may append
 * elements, which are passed over.
 */
final class NodeMetaCodec {

    private static final byte[] MARK = {(byte) 0xD9, (byte) 0xD9, (byte) 0xF7};
    private static final int FIELDS = 7;
    private static final int ABSENT = -1;

    /** In the order of their numbers on the wire. */
    private static final List<Role> ROLES = List.of(Role.COMMANDER, Role.WINGMATE, Role.OBSERVER, Role.RELAY);

    /** Without shared buffers: texts are short, and the engine is to hold no state outside itself. */
    private static final CBORFactory CBOR = CBORFactory.builder()
            .enable(CBORWriteFeature.WRITE_TYPE_HEADER, CBORWriteFeature.LENIENT_UTF_ENCODING)
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .build();

    private NodeMetaCodec() {}

    static Bytes encode(NodeMeta meta) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(NodeMeta.MAX_BYTES);
        try (JsonGenerator out = CBOR.createGenerator(ObjectWriteContext.empty(), bytes)) {
            Bytes fingerprint = meta.fingerprint();
            out.writeStartArray(meta, fingerprint == null ? FIELDS : FIELDS + 1);
            out.writeNumber(meta.dataPlane().min());
            out.writeNumber(meta.dataPlane().max());
            out.writeNumber(meta.startedAtMillis());
            out.writeNumber(ROLES.indexOf(meta.role()));
            out.writeString(meta.service());
            out.writeString(meta.webAddress());
            out.writeStartArray(meta.tags(), 2 * meta.tags().size());
            for (Map.Entry<String, String> tag : meta.tags().entrySet()) {
                out.writeString(tag.getKey());
                out.writeString(tag.getValue());
            }
            out.writeEndArray();
            if (fingerprint != null) {
                out.writeBinary(fingerprint.view());
            }
            out.writeEndArray();
        }
        if (bytes.size() > NodeMeta.MAX_BYTES) {
            throw new IllegalArgumentException(tooLong(meta, bytes.size()));
        }
        return Bytes.owning(bytes.toByteArray());
    }

    /** Returns {@code null} for whatever is not the metadata of a node of ours. */
    static @Nullable NodeMeta decode(byte[] bytes) {
        if (bytes.length > NodeMeta.MAX_BYTES || !isMarked(bytes)) {
            return null;
        }
        try (JsonParser in = CBOR.createParser(ObjectReadContext.empty(), bytes)) {
            return read(in);
        } catch (JacksonException e) {
            return null;
        }
    }

    private static @Nullable NodeMeta read(JsonParser in) {
        if (in.nextToken() != JsonToken.START_ARRAY) {
            return null;
        }
        int min = in.nextIntValue(ABSENT);
        int max = in.nextIntValue(ABSENT);
        long startedAtMillis = in.nextLongValue(ABSENT);
        int role = in.nextIntValue(ABSENT);
        if (min < 1 || max < min || startedAtMillis < 0 || role < 0 || role >= ROLES.size()) {
            return null;
        }
        String service = in.nextStringValue();
        JsonToken web = in.nextToken();
        String webAddress = web == JsonToken.VALUE_STRING ? in.getString() : null;
        SortedMap<String, String> tags = readTags(in);
        boolean isWeb = web == JsonToken.VALUE_STRING || web == JsonToken.VALUE_NULL;
        if (service == null || !isWeb || tags == null) {
            return null;
        }
        JsonToken next = in.nextToken();
        boolean isProven = next == JsonToken.VALUE_EMBEDDED_OBJECT;
        byte[] fingerprint = isProven ? in.getBinaryValue() : null;
        boolean isFingerprint = fingerprint == null || fingerprint.length == NodeMeta.FINGERPRINT_BYTES;
        if (!isFingerprint || !passRest(in, next)) {
            return null;
        }
        NodeMeta.VersionRange dataPlane = new NodeMeta.VersionRange(min, max);
        NodeMeta bare = new NodeMeta(dataPlane, startedAtMillis, ROLES.get(role), service, webAddress, tags, null);
        return fingerprint == null ? bare : bare.withFingerprint(Bytes.owning(fingerprint));
    }

    private static @Nullable SortedMap<String, String> readTags(JsonParser in) {
        if (in.nextToken() != JsonToken.START_ARRAY) {
            return null;
        }
        SortedMap<String, String> tags = new TreeMap<>();
        while (in.nextToken() == JsonToken.VALUE_STRING) {
            String key = in.getString();
            String value = in.nextStringValue();
            if (value == null) {
                return null;
            }
            tags.put(key, value);
        }
        return in.currentToken() == JsonToken.END_ARRAY ? tags : null;
    }

    /** Fields of newer versions from this token on, whatever they are; after the array nothing may follow. */
    private static boolean passRest(JsonParser in, @Nullable JsonToken first) {
        for (JsonToken token = first; token != JsonToken.END_ARRAY; token = in.nextToken()) {
            if (token == null) {
                return false;
            }
            in.skipChildren();
        }
        return in.nextToken() == null;
    }

    private static boolean isMarked(byte[] bytes) {
        return bytes.length > MARK.length && bytes[0] == MARK[0] && bytes[1] == MARK[1] && bytes[2] == MARK[2];
    }

    private static String tooLong(NodeMeta meta, int length) {
        String longest = "the service name";
        int most = utf8(meta.service());
        if (utf8(meta.webAddress()) > most) {
            longest = "the web address";
            most = utf8(meta.webAddress());
        }
        for (Map.Entry<String, String> tag : meta.tags().entrySet()) {
            int tagLength = utf8(tag.getKey()) + utf8(tag.getValue());
            if (tagLength >= most) {
                longest = "the tag '" + tag.getKey() + "'";
                most = tagLength;
            }
        }
        return "The node's metadata has " + length + " bytes, " + (length - NodeMeta.MAX_BYTES) + " more than the "
                + NodeMeta.MAX_BYTES + " that fit: shorten " + longest + ", which has " + most;
    }

    private static int utf8(@Nullable String text) {
        return text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
    }
}
