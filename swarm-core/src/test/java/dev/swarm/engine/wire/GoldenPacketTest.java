package dev.swarm.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.engine.wire.format.BigEndian;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Real datagrams of peers are read as documented and written again to the same bytes, at each level of wrapping. */
class GoldenPacketTest {

    @Test
    void allVectorsAreThere() {
        assertThat(GoldenVector.all()).hasSize(75);
        assertThat(GoldenVector.packets()).hasSize(43);
    }

    @ParameterizedTest
    @MethodSource("packets")
    void isReadAsDocumented(GoldenVector vector) throws MalformedPacketException {
        PacketCodec codec = new PacketCodec(vector.settings(false));

        PacketCodec.Opened opened = codec.open(vector.bytes());

        assertThat(opened.rejections()).isEmpty();
        assertThat(opened.messages()).isEqualTo(Expected.messages(vector.decoded()));
    }

    @ParameterizedTest
    @MethodSource("packets")
    void everyLevelIsWrittenToTheSameBytes(GoldenVector vector) {
        assertThat(rebuild(vector.decoded())).isEqualTo(vector.text());
    }

    @ParameterizedTest
    @MethodSource("packets")
    void theWholePacketIsWrittenToTheSameBytes(GoldenVector vector) {
        JsonNode node = vector.decoded();
        boolean isChecked = node.get("typeName").asString().equals("hasCrc");
        JsonNode checked = isChecked ? node.get("inner") : node;
        boolean isCompressed = checked.get("typeName").asString().equals("compress");
        byte[] plain = rebuild(isCompressed ? checked.get("inner") : checked);
        PacketCodec codec = new PacketCodec(vector.settings(isCompressed));
        if (vector.isPadded()) {
            codec.rotate(Keyring.none());
        }

        byte[] packet = codec.seal(plain, isChecked);

        if (vector.isPadded()) {
            byte[] nonce = Arrays.copyOfRange(vector.bytes(), vector.blockStart() + 1, vector.blockStart() + 13);
            packet = PaddedCipher.seal(packet, vector.key(), nonce, vector.aad());
        } else {
            assertThat(packet.length - plain.length).isLessThanOrEqualTo(codec.overhead());
        }
        assertThat(packet).isEqualTo(vector.bytes());
    }

    static List<GoldenVector> packets() {
        return GoldenVector.packets();
    }

    private static byte[] rebuild(JsonNode node) {
        return switch (node.get("typeName").asString()) {
            case "hasCrc" -> withChecksum(rebuild(node.get("inner")));
            case "compress" -> compressed(rebuild(node.get("inner")));
            case "compound" -> compound(node.get("parts"));
            default -> MessageEncoder.encode(Expected.message(node));
        };
    }

    private static byte[] compressed(byte[] message) {
        return Compression.wrap(message, message.length).toArray();
    }

    private static byte[] compound(JsonNode parts) {
        CompoundBuilder builder = new CompoundBuilder(65_535);
        for (JsonNode part : parts) {
            assertThat(builder.add(rebuild(part))).isTrue();
        }
        return builder.build();
    }

    private static byte[] withChecksum(byte[] message) {
        CRC32 crc = new CRC32();
        crc.update(message);
        byte[] checked = new byte[5 + message.length];
        checked[0] = MessageType.CRC;
        BigEndian.write(checked, 1, 4, crc.getValue());
        System.arraycopy(message, 0, checked, 5, message.length);
        return checked;
    }
}
