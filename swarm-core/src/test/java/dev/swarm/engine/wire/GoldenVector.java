package dev.swarm.engine.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One packet, or one direction of a stream, that a real peer sent (specification section 14). */
record GoldenVector(String name, JsonNode json) {

    private static final String FILE = "memberlist-vectors.json";
    private static final int NONCE_BYTES = 12;
    private static final int FRAME_HEAD_BYTES = 5;

    static List<GoldenVector> all() {
        try (InputStream in = GoldenVector.class.getResourceAsStream(FILE)) {
            List<GoldenVector> vectors = new ArrayList<>();
            for (JsonNode json : JsonMapper.shared().readTree(Objects.requireNonNull(in, FILE))) {
                vectors.add(new GoldenVector(json.get("name").asString(), json));
            }
            return vectors;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<GoldenVector> packets() {
        return all().stream().filter(vector -> !vector.isStream()).toList();
    }

    static List<GoldenVector> streams() {
        return all().stream().filter(GoldenVector::isStream).toList();
    }

    static GoldenVector named(String name) {
        return all().stream()
                .filter(vector -> vector.name.equals(name))
                .findFirst()
                .orElseThrow();
    }

    boolean isStream() {
        return json.get("transport").asString().equals("tcp");
    }

    boolean isFromInitiator() {
        return json.get("role").asString().equals("initiator");
    }

    boolean isEncrypted() {
        return json.get("encrypted").asBoolean();
    }

    /** Tells whether the sender pads before it encrypts, as only peers of protocol 1 do. */
    boolean isPadded() {
        return isEncrypted() && json.get("encryptionVersion").asInt() == 0;
    }

    boolean hasSignedNumbers() {
        return json.get("source").asString().contains("go-msgpack v2");
    }

    byte[] bytes() {
        return hex("hex");
    }

    /** Returns what stands inside label header and encryption. */
    byte[] text() {
        return isEncrypted() ? hex("plaintext") : Arrays.copyOfRange(bytes(), labelHeaderLength(), bytes().length);
    }

    byte[] aad() {
        return hex("aad");
    }

    byte[] key() {
        return hex("key");
    }

    String label() {
        return json.has("label") ? json.get("label").asString() : "";
    }

    JsonNode decoded() {
        return json.get("decoded");
    }

    Keyring keyring() {
        return isEncrypted() ? Keyring.of(List.of(key())) : Keyring.none();
    }

    /** Returns the settings of the sender, with the very nonce it drew. */
    WireSettings settings(boolean compress) {
        return new WireSettings(label(), keyring(), compress, nonce -> {
            int from = blockStart() + 1;
            System.arraycopy(bytes(), from, nonce, 0, NONCE_BYTES);
        });
    }

    /** Returns where the encrypted block begins. */
    int blockStart() {
        return labelHeaderLength() + (isStream() ? FRAME_HEAD_BYTES : 0);
    }

    private int labelHeaderLength() {
        boolean isThere = !label().isEmpty() && (!isStream() || isFromInitiator());
        return isThere ? 2 + label().length() : 0;
    }

    private byte[] hex(String field) {
        return HexFormat.of().parseHex(json.get(field).asString());
    }

    @Override
    public String toString() {
        return name;
    }
}
