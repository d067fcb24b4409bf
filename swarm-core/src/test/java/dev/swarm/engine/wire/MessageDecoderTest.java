package dev.swarm.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.Incarnation;
import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import dev.swarm.api.Rejection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;

/** What other writers of msgpack may send is read (specification section 4.2); what cannot be believed is refused. */
class MessageDecoderTest {

    private static final byte[] IP = {10, 0, 0, 1};
    private static final Message.Alive ALIVE = new Message.Alive(
            NodeId.of("gotham"),
            new Incarnation(5),
            NodeAddress.of(IP, 7946),
            Bytes.owning(new byte[] {1, (byte) 200}),
            new Versions(1, 5, 2, 2, 5, 4));

    private final MessageDecoder decoder = new MessageDecoder();

    @Test
    void modernMsgpackInAnyOrderIsRead() throws IOException {
        MessageBufferPacker packer = MessagePack.newDefaultBufferPacker();
        packer.packMapHeader(8);
        packer.packString("Vsn").packBinaryHeader(6).writePayload(new byte[] {1, 5, 2, 2, 5, 4});
        packer.packString("Unknown")
                .packMapHeader(1)
                .packString("x")
                .packArrayHeader(2)
                .packNil()
                .packDouble(1.5);
        packer.packString("Port").packInt(7946);
        packer.packString("Node").packString("gotham");
        packer.packString("Meta").packArrayHeader(2).packInt(1).packInt(200);
        packer.packString("Another, with a name of more than thirty-two bytes").packLong(Long.MIN_VALUE);
        packer.packString("Incarnation").packLong(5);
        packer.packString("Addr").packBinaryHeader(4).writePayload(IP);

        assertThat(decode(MessageType.ALIVE, packer)).isEqualTo(ALIVE);
    }

    @Test
    void binaryNamesAndKeysAreRead() throws IOException {
        MessageBufferPacker packer = MessagePack.newDefaultBufferPacker();
        packer.packMapHeader(3);
        binary(packer, "From");
        binary(packer, "capitol");
        binary(packer, "Incarnation");
        packer.packInt(5);
        binary(packer, "Node");
        binary(packer, "gotham");

        assertThat(decode(MessageType.SUSPECT, packer))
                .isEqualTo(new Message.Suspect(NodeId.of("gotham"), new Incarnation(5), NodeId.of("capitol")));
    }

    @Test
    void arraysInDeclarationOrderAreRead() throws IOException {
        MessageBufferPacker packer = MessagePack.newDefaultBufferPacker();
        packer.packArrayHeader(7).packInt(5).packString("gotham");
        packer.packBinaryHeader(4).writePayload(IP);
        packer.packInt(7946);
        packer.packBinaryHeader(2).writePayload(new byte[] {1, (byte) 200});
        packer.packBinaryHeader(6).writePayload(new byte[] {1, 5, 2, 2, 5, 4});
        packer.packString("of a newer version");

        assertThat(decode(MessageType.ALIVE, packer)).isEqualTo(ALIVE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"05", "cc05", "cd0005", "ce00000005", "cf0000000000000005", "d005", "d10005", "d200000005"})
    void numbersOfAnyWidthAreRead(String number) {
        assertThat(decode("0b 81", "SeqNo", number)).isEqualTo(new Message.Nack(5));
    }

    @Test
    void absentAndNilFieldsAreZero() {
        assertThat(decode("02 80")).isEqualTo(new Message.Ack(0, null));
        assertThat(decode("02 82", "SeqNo", "c0", "Payload", "c0")).isEqualTo(new Message.Ack(0, null));
        assertThat(decode("00 80")).isEqualTo(new Message.Ping(0, null, null, null));
    }

    @Test
    void booleansMayBeNumbers() {
        String[] fields = {"Node", "a161", "Target", "a40a000001", "Nack", "01"};

        assertThat(decode("01 83", fields))
                .isEqualTo(new Message.IndirectPing(0, NodeId.of("a"), NodeAddress.of(IP, 0), true, null, null));
    }

    @Test
    void bytesAfterTheMapAreIgnored() {
        byte[] bytes = MessageEncoderTest.bytes("0b 81", "SeqNo", "05 00 00 00");

        assertThat(decoder.decode(bytes[0], bytes, 1, bytes.length)).isEqualTo(new Message.Nack(5));
    }

    @Test
    void aSourceIsTakenOnlyWithItsPort() {
        assertThat(decode("00 81", "SourceAddr", "a40a000001")).isEqualTo(new Message.Ping(0, null, null, null));
        assertThat(decode("00 81", "SourcePort", "05")).isEqualTo(new Message.Ping(0, null, null, null));
    }

    @Test
    void fewerThanSixVersionsAreNone() {
        String[] fields = {"Node", "a161", "Addr", "a40a000001", "Vsn", "a5 0105020205"};

        assertThat(((Message.Alive) decode("04 83", fields)).versions()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "a0, MALFORMED",
        "c0, MALFORMED",
        "a1ff, MALFORMED",
        "a2c080, MALFORMED",
        "a3eda080, MALFORMED",
        "a10a, MALFORMED",
        "a2c285, MALFORMED",
        "c3, MALFORMED",
        "a5616263, MALFORMED",
        "db7fffffff, MALFORMED"
    })
    void badNamesAreRefused(String name, Rejection reason) {
        String[] fields = {"From", "a161", "Incarnation", "01", "Node", name};

        assertRejected(reason, "03 83", fields);
        assertRejected(reason, "05 83", fields);
    }

    @Test
    void tooLongNamesAreRefused() {
        String longest = "da 00ff" + "61".repeat(255);
        String tooLong = "da 0100" + "61".repeat(256);

        assertThat(decode("03 82", "From", "a161", "Node", longest)).isNotNull();
        assertRejected(Rejection.OVERSIZED, "03 82", "From", "a161", "Node", tooLong);
        assertRejected(Rejection.OVERSIZED, "03 82", "From", tooLong, "Node", "a161");
        assertRejected(Rejection.OVERSIZED, "00 81", "Node", tooLong);
        assertRejected(Rejection.OVERSIZED, "00 81", "SourceNode", tooLong);
    }

    @Test
    void incarnationsThatNobodyReachesAreRefused() {
        String highest = "ce ffff0000";
        String tooHigh = "ce ffff0001";
        String[] members = {"From", "a161", "Node", "a161", "Addr", "a40a000001", "Incarnation"};

        for (String type : List.of("03", "04", "05")) {
            assertThat(decode(type + "84", with(members, highest))).isNotNull();
            assertRejected(Rejection.IMPLAUSIBLE, type + "84", with(members, tooHigh));
            assertRejected(Rejection.MALFORMED, type + "84", with(members, "cf 0000000100000000"));
            assertRejected(Rejection.MALFORMED, type + "84", with(members, "ff"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"c0", "a0", "a30a0000", "a50a00000100", "b10000000000000000000000000000000000"})
    void addressesOfOtherLengthsAreRefused(String address) {
        assertRejected(Rejection.MALFORMED, "04 82", "Node", "a161", "Addr", address);
        assertRejected(Rejection.MALFORMED, "01 82", "Node", "a161", "Target", address);
    }

    @Test
    void portsThatDoNotFitAreRefused() {
        assertRejected(Rejection.MALFORMED, "04 83", "Node", "a161", "Addr", "a40a000001", "Port", "ce00010000");
    }

    @Test
    void tooMuchMetadataIsRefused() {
        String[] fields = {"Node", "a161", "Addr", "a40a000001", "Meta"};

        assertThat(decode("04 83", with(fields, "da 0200" + "00".repeat(512)))).isNotNull();
        assertRejected(Rejection.OVERSIZED, "04 83", with(fields, "da 0201" + "00".repeat(513)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "81", "c0", "a0", "05", "c1", "df ffffffff", "dd ffffffff", "8f", "81 05 05"})
    void whatIsNoStructureIsRefused(String body) {
        for (int type : new int[] {0, 1, 2, 3, 4, 5, 11}) {
            byte[] bytes = HexFormat.of().parseHex(body.replace(" ", ""));

            assertThat(decoder.decode(type, bytes, 0, bytes.length)).isNull();
            assertThat(decoder.rejection()).isEqualTo(Rejection.MALFORMED);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 10, 12, 13, 14, 100, 244, 255})
    void typesOfOtherPlacesAreRefused(int type) {
        assertThat(decoder.decode(type, new byte[] {(byte) 0x80}, 0, 1)).isNull();
        assertThat(decoder.rejection()).isEqualTo(Rejection.UNEXPECTED_TYPE);
    }

    private Message decode(String start, String... fields) {
        byte[] bytes = MessageEncoderTest.bytes(start, fields);
        Message message = decoder.decode(bytes[0], bytes, 1, bytes.length);
        assertThat(decoder.rejection()).isNull();
        return Objects.requireNonNull(message);
    }

    private Message decode(int type, MessageBufferPacker packer) {
        byte[] bytes = packer.toByteArray();
        Message message = decoder.decode(type, bytes, 0, bytes.length);
        assertThat(decoder.rejection()).isNull();
        return Objects.requireNonNull(message);
    }

    private void assertRejected(Rejection reason, String start, String... fields) {
        byte[] bytes = MessageEncoderTest.bytes(start, fields);

        assertThat(decoder.decode(bytes[0], bytes, 1, bytes.length)).isNull();
        assertThat(decoder.rejection()).isEqualTo(reason);
    }

    private static String[] with(String[] fields, String last) {
        List<String> all = new ArrayList<>(List.of(fields));
        all.add(last);
        return all.toArray(String[]::new);
    }

    private static void binary(MessageBufferPacker packer, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        packer.packBinaryHeader(bytes.length).writePayload(bytes);
    }
}
