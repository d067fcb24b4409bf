package dev.swarm.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.swarm.api.Rejection;
import dev.swarm.engine.wire.format.BigEndian;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small inputs that want to become large are refused before anything is set aside for them. */
class BombTest {

    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;

    private final PacketCodec packets = new PacketCodec(Wires.PLAIN.settings(false));
    private final StreamCodec streams = new StreamCodec(Wires.PLAIN.settings(false));
    private final StreamCodec framed = new StreamCodec(Wires.ENCRYPTED.settings(false));

    @Test
    void aPacketIsNotInflatedAboveTheBound() throws MalformedPacketException {
        byte[] bomb = compressed(userOf(8 * MIB));

        assertThat(packets.open(bomb).rejections()).containsExactly(Rejection.OVERSIZED);
        assertThat(Allocation.bytesOf(() -> packets.open(bomb))).isLessThan(bomb.length * 10L + 64 * KIB);
    }

    @Test
    void allCompressedPartsOfAPacketShareOneBound() throws MalformedPacketException {
        byte[] part = compressed(userOf(60 * KIB));
        CompoundBuilder builder = new CompoundBuilder(65_000);
        while (builder.add(part)) {
            assertThat(builder.parts()).isPositive();
        }
        byte[] bomb = builder.build();
        PacketCodec.Opened opened = packets.open(bomb);

        assertThat(opened.messages()).hasSize(1);
        assertThat(opened.rejections()).hasSize(builder.parts() - 1).containsOnly(Rejection.OVERSIZED);
        assertThat(Allocation.bytesOf(() -> packets.open(bomb))).isLessThan(2 * MIB);
    }

    @Test
    void nestingIsBounded() throws MalformedPacketException {
        byte[] compounds = MessageEncoder.encode(new Message.Nack(1));
        byte[] compressions = compounds;
        for (int depth = 1; depth <= Unpacker.DEPTH_MAX; depth++) {
            compounds = compoundOf(compounds);
            compressions = compressed(compressions);
            assertThat(packets.open(compounds).messages()).hasSize(1);
            assertThat(packets.open(compressions).messages()).hasSize(1);
        }

        assertThat(packets.open(compoundOf(compounds)).rejections()).containsExactly(Rejection.OVERSIZED);
        assertThat(packets.open(compressed(compressions)).rejections()).containsExactly(Rejection.OVERSIZED);
    }

    @Test
    void theNumberOfPartsIsBounded() throws MalformedPacketException {
        byte[] inner = compoundOf(255, new byte[] {8});
        byte[] bomb = compoundOf(60, inner);

        PacketCodec.Opened opened = packets.open(bomb);

        assertThat(opened.messages()).hasSizeLessThanOrEqualTo(Unpacker.PARTS_MAX);
        assertThat(opened.rejections()).contains(Rejection.OVERSIZED).hasSizeLessThan(Unpacker.PARTS_MAX);
        assertThat(Allocation.bytesOf(() -> packets.open(bomb))).isLessThan(128 * KIB);
    }

    @Test
    void aPacketFullOfRubbishAllocatesLittle() throws MalformedPacketException {
        byte[] bomb = compoundOf(255, new byte[250]);

        assertThat(packets.open(bomb).messages()).isEmpty();
        assertThat(Allocation.bytesOf(() -> packets.open(bomb))).isLessThan(64 * KIB);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "04 df ffffffff",
                "04 dd ffffffff",
                "04 81 db ffffffff",
                "04 81 a44d657461 db ffffffff",
                "04 81 a44d657461 c6 ffffffff",
                "04 81 a44d657461 dd ffffffff",
                "04 81 a178 df ffffffff",
                "04 81 a178 df 7fffffff df 7fffffff df 7fffffff",
                "09 82 a3427566 db ffffffff a4416c676f 00"
            })
    void announcedLengthsAreNotBelieved(String hex) throws MalformedPacketException {
        byte[] bomb = HexFormat.of().parseHex(hex.replace(" ", ""));

        assertThat(packets.open(bomb).rejections()).containsExactly(Rejection.MALFORMED);
        assertThat(Allocation.bytesOf(() -> packets.open(bomb))).isLessThan(KIB);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "06 81 a54e6f646573 ce 80000000",
                "06 81 ac5573657253746174654c656e ce 80000000",
                "06 df ffffffff",
                "06 81 a54e6f646573 01 df ffffffff",
                "06 81 a54e6f646573 01 81 a44d657461 db ffffffff",
                "08 81 aa557365724d73674c656e ce 80000000",
                "09 82 a3427566 db 80000000"
            })
    void aStreamIsRefusedAtTheLengthItAnnounces(String hex) {
        byte[] bomb = HexFormat.of().parseHex(hex.replace(" ", ""));

        assertOversized(streams.decoder(true), bomb);
        assertThat(Allocation.bytesOf(() -> streams.decoder(true).feed(bomb))).isLessThan(4 * KIB);
    }

    @Test
    void aFrameIsRefusedAtTheLengthItAnnounces() {
        byte[] bomb = HexFormat.of().parseHex("0a7fffffff");

        assertOversized(framed.decoder(true), bomb);
        assertThat(Allocation.bytesOf(() -> framed.decoder(true).feed(bomb))).isLessThan(4 * KIB);
    }

    @Test
    void memoryGrowsWithBytesThatCame() throws MalformedPacketException {
        byte[] frame = HexFormat.of().parseHex("0a01400000");
        byte[] table = HexFormat.of().parseHex("0682a54e6f646573ce00100000ac5573657253746174654c656ece01400000");

        assertThat(Allocation.bytesOf(() -> framed.decoder(true).feed(frame))).isLessThan(4 * KIB);
        assertThat(Allocation.bytesOf(() -> streams.decoder(true).feed(table))).isLessThan(4 * KIB);
    }

    @Test
    void aStreamIsNotInflatedAboveTheBound() {
        byte[] bomb = compressed(userOf(41 * MIB));

        assertOversized(streams.decoder(true), bomb);
        assertThat(Allocation.bytesOf(() -> streams.decoder(true).feed(bomb))).isLessThan(bomb.length * 2L + 128 * KIB);
    }

    /** A million records of one byte each, in a few kilobytes. */
    @Test
    void moreRecordsThanCompressedBytesAreABomb() {
        byte[] header = HexFormat.of().parseHex("0681a54e6f646573ce00100000");
        byte[] table = Arrays.copyOf(header, header.length + MIB);
        Arrays.fill(table, header.length, table.length, (byte) 0x80);
        byte[] bomb = compressed(table);

        assertThat(bomb.length).isLessThan(4 * KIB);
        assertOversized(streams.decoder(true), bomb);
        assertThat(Allocation.bytesOf(() -> streams.decoder(true).feed(bomb))).isLessThan(2 * MIB);
    }

    @Test
    void aPlainStreamEndsAtTheBound() throws MalformedPacketException {
        byte[] header = HexFormat.of().parseHex("0681a54e6f646573ce00100000");
        byte[] record = new byte[50 * KIB];
        byte[] head = HexFormat.of().parseHex("81a178da");
        System.arraycopy(head, 0, record, 0, head.length);
        BigEndian.write(record, head.length, 2, record.length - head.length - 2);
        StreamDecoder decoder = streams.decoder(true);
        decoder.feed(header);
        int whole = (40 * MIB - header.length) / record.length;
        for (int i = 0; i < whole; i++) {
            assertThat(decoder.feed(record)).isNull();
        }

        assertOversized(decoder, record);
    }

    /** Ten thousand times as many steps for a thousand times the bytes would be seen here as minutes. */
    @Test
    void workIsLinearHoweverAStreamIsCut() throws MalformedPacketException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(HexFormat.of().parseHex("0681a54e6f646573ccc8"));
        byte[] record = new byte[60 * KIB];
        record[0] = (byte) 0xDD;
        BigEndian.write(record, 1, 4, record.length - 5);
        for (int i = 0; i < 200; i++) {
            bytes.writeBytes(record);
        }
        StreamDecoder decoder = streams.decoder(true);

        long before = Allocation.bytesSoFar();
        StreamMessage message = Cuts.feed(decoder, Cuts.equal(bytes.toByteArray(), 1));

        assertThat(message).isEqualTo(new StreamMessage.PushPull(false, List.of(), Bytes.EMPTY));
        assertThat(decoder.rejections()).hasSize(200);
        assertThat(Allocation.bytesSoFar() - before).isLessThan(40L * bytes.size());
    }

    private static void assertOversized(StreamDecoder decoder, byte[] chunk) {
        assertThatExceptionOfType(MalformedPacketException.class)
                .isThrownBy(() -> decoder.feed(chunk))
                .satisfies(e -> assertThat(e.rejection()).isEqualTo(Rejection.OVERSIZED));
    }

    private static byte[] userOf(int length) {
        byte[] message = new byte[length];
        message[0] = MessageType.USER;
        return message;
    }

    private static byte[] compressed(byte[] message) {
        return Compression.wrap(message, message.length).toArray();
    }

    private static byte[] compoundOf(byte[] part) {
        return compoundOf(1, part);
    }

    private static byte[] compoundOf(int count, byte[] part) {
        byte[] compound = new byte[2 + count * (2 + part.length)];
        compound[0] = MessageType.COMPOUND;
        compound[1] = (byte) count;
        for (int i = 0; i < count; i++) {
            BigEndian.write(compound, 2 + 2 * i, 2, part.length);
            System.arraycopy(part, 0, compound, 2 + 2 * count + i * part.length, part.length);
        }
        return compound;
    }
}
