package dev.swarm.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.Incarnation;
import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Golden bytes of each message, above all of what the vectors of real peers leave out. */
class MessageEncoderTest {

    private static final NodeId GOTHAM = NodeId.of("gotham");
    private static final NodeId CAPITOL = NodeId.of("capitol");
    private static final NodeAddress ADDRESS = NodeAddress.of(new byte[] {10, 0, 0, 1}, 7946);

    @Test
    void pingToAnybodyFromNowhere() {
        assertBytes(new Message.Ping(1, null, null, null), "00 82", "Node", "a0", "SeqNo", "01");
    }

    @Test
    void pingWithEverything() {
        assertBytes(
                new Message.Ping(4_000_000_000L, GOTHAM, ADDRESS, CAPITOL),
                "00 85",
                "Node",
                "a6 676f7468616d",
                "SeqNo",
                "ce ee6b2800",
                "SourceAddr",
                "a4 0a000001",
                "SourceNode",
                "a7 6361706974 6f6c",
                "SourcePort",
                "cd 1f0a");
    }

    @Test
    void pingOfASenderWithoutAPort() {
        assertBytes(
                new Message.Ping(200, GOTHAM, ADDRESS.withPort(0), null),
                "00 83",
                "Node",
                "a6 676f7468616d",
                "SeqNo",
                "cc c8",
                "SourceAddr",
                "a4 0a000001");
    }

    @Test
    void indirectPing() {
        assertBytes(
                new Message.IndirectPing(7, GOTHAM, ADDRESS, false, null, CAPITOL),
                "01 86",
                "Nack",
                "c2",
                "Node",
                "a6 676f7468616d",
                "Port",
                "cd 1f0a",
                "SeqNo",
                "07",
                "SourceNode",
                "a7 6361706974 6f6c",
                "Target",
                "a4 0a000001");
    }

    @Test
    void anAbsentAndAnEmptyPayloadDiffer() {
        assertBytes(new Message.Ack(300, null), "02 82", "Payload", "c0", "SeqNo", "cd 012c");
        assertBytes(new Message.Ack(300, Bytes.EMPTY), "02 82", "Payload", "a0", "SeqNo", "cd 012c");
    }

    @Test
    void nack() {
        assertBytes(new Message.Nack(127), "0b 81", "SeqNo", "7f");
    }

    @Test
    void accusations() {
        String[] body = {"From", "a7 6361706974 6f6c", "Incarnation", "09", "Node", "a6 676f7468616d"};
        Message suspect = new Message.Suspect(GOTHAM, new Incarnation(9), CAPITOL);
        Message dead = new Message.Dead(GOTHAM, new Incarnation(9), CAPITOL);

        assertThat(MessageEncoder.encode(suspect)).isEqualTo(bytes("03 83", body));
        assertThat(MessageEncoder.encode(dead)).isEqualTo(bytes("05 83", body));
    }

    @Test
    void aliveOfAPeerThatSaysNothing() {
        assertBytes(
                new Message.Alive(GOTHAM, new Incarnation(0xFFFF_FFFFL), ADDRESS, null, null),
                "04 86",
                "Addr",
                "a4 0a000001",
                "Incarnation",
                "ce ffffffff",
                "Meta",
                "c0",
                "Node",
                "a6 676f7468616d",
                "Port",
                "cd 1f0a",
                "Vsn",
                "c0");
    }

    @Test
    void aliveKeepsTheSixteenByteForm() {
        NodeAddress mapped = NodeAddress.of(HexFormat.of().parseHex("00000000000000000000ffff0a000001"), 80);
        assertBytes(
                new Message.Alive(GOTHAM, new Incarnation(1), mapped, Bytes.owning(new byte[40]), Versions.OURS),
                "04 86",
                "Addr",
                "b0 00000000000000000000ffff0a000001",
                "Incarnation",
                "01",
                "Meta",
                "da 0028" + "00".repeat(40),
                "Node",
                "a6 676f7468616d",
                "Port",
                "50",
                "Vsn",
                "a6 01050200ff05");
    }

    @Test
    void longAndForeignNamesAreRaw() {
        NodeId name = NodeId.of("ü".repeat(20));
        byte[] encoded = MessageEncoder.encode(new Message.Ping(1, name, null, null));

        assertThat(encoded).isEqualTo(bytes("00 82", "Node", "da 0028" + "c3bc".repeat(20), "SeqNo", "01"));
    }

    @Test
    void userDataIsRaw() {
        assertThat(MessageEncoder.encode(new Message.UserData(Bytes.owning(new byte[] {1, 2, 3}))))
                .containsExactly(8, 1, 2, 3);
    }

    private static void assertBytes(Message message, String start, String... fields) {
        byte[] expected = bytes(start, fields);
        MessageDecoder decoder = new MessageDecoder();
        Message again = decoder.decode(expected[0], expected, 1, expected.length);

        assertThat(MessageEncoder.encode(message)).isEqualTo(expected);
        if (!(message instanceof Message.Ping ping
                        && ping.source() != null
                        && ping.source().port() == 0)
                && !(message instanceof Message.Alive alive
                        && !alive.incarnation().isPlausible())) {
            assertThat(again).isEqualTo(message);
        }
    }

    /** Joins the beginning, and names and values in turn. */
    static byte[] bytes(String start, String... fields) {
        StringBuilder hex = new StringBuilder(start);
        for (int i = 0; i < fields.length; i += 2) {
            byte[] name = fields[i].getBytes(StandardCharsets.US_ASCII);
            hex.append(HexFormat.of().toHexDigits((byte) (0xA0 | name.length)));
            hex.append(HexFormat.of().formatHex(name)).append(fields[i + 1]);
        }
        return HexFormat.of().parseHex(hex.toString().replace(" ", ""));
    }
}
