package dev.swarm.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.swarm.api.Incarnation;
import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import dev.swarm.api.Rejection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StreamCodecTest {

    private static final long SEED = 7;
    private static final StreamMessage.PushPull TABLE =
            new StreamMessage.PushPull(true, records(200), Bytes.owning(new byte[3_000]));
    private static final Message.Ping PING = new Message.Ping(5, NodeId.of("gotham"), null, null);

    @ParameterizedTest
    @EnumSource(Wires.class)
    void readsWhatItWroteAtAnyCut(Wires wires) throws MalformedPacketException {
        SplittableRandom random = new SplittableRandom(SEED);
        for (boolean compress : new boolean[] {false, true}) {
            for (boolean initiator : new boolean[] {false, true}) {
                StreamCodec codec = new StreamCodec(wires.settings(compress));
                byte[] stream = codec.encode(TABLE, initiator);

                assertThat(Cuts.feed(codec.decoder(initiator), List.of(stream))).isEqualTo(TABLE);
                assertThat(Cuts.feed(codec.decoder(initiator), Cuts.equal(stream, 1)))
                        .isEqualTo(TABLE);
                assertThat(Cuts.feed(codec.decoder(initiator), Cuts.random(stream, random)))
                        .as("seed %d", SEED)
                        .isEqualTo(TABLE);
            }
        }
    }

    @Test
    void everyKindIsReadInItsDirection() throws MalformedPacketException {
        StreamCodec codec = new StreamCodec(Wires.BOTH.settings(true));
        Message.UserData user = new Message.UserData(Bytes.owning(new byte[100_000]));
        Message.Ack ack = new Message.Ack(9, null);
        StreamMessage.Failure failure = new StreamMessage.Failure("no such thing");
        StreamMessage.PushPull nothing = new StreamMessage.PushPull(false, List.of(), Bytes.EMPTY);

        for (StreamMessage message : List.of(PING, user, nothing)) {
            assertThat(codec.decoder(true).feed(codec.encode(message, true))).isEqualTo(message);
        }
        for (StreamMessage message : List.of(ack, failure, nothing)) {
            assertThat(codec.decoder(false).feed(codec.encode(message, false))).isEqualTo(message);
        }
        assertRefused(codec, true, codec.encode(ack, true), Rejection.UNEXPECTED_TYPE);
        assertRefused(codec, true, codec.encode(failure, true), Rejection.UNEXPECTED_TYPE);
        assertRefused(codec, false, codec.encode(PING, false), Rejection.UNEXPECTED_TYPE);
        assertRefused(codec, false, codec.encode(user, false), Rejection.UNEXPECTED_TYPE);
    }

    @Test
    void bytesAfterTheMessageAreIgnored() throws MalformedPacketException {
        StreamCodec codec = new StreamCodec(Wires.PLAIN.settings(false));
        byte[] stream = codec.encode(PING, true);
        StreamDecoder decoder = codec.decoder(true);

        assertThat(decoder.feed(Arrays.copyOf(stream, stream.length + 10))).isEqualTo(PING);
        assertThat(decoder.feed(stream)).isNull();
        assertThat(decoder.feed(new byte[0])).isNull();
    }

    @Test
    void afterARefusalEverythingIsIgnored() throws MalformedPacketException {
        StreamDecoder decoder = new StreamCodec(Wires.PLAIN.settings(false)).decoder(true);

        assertThatExceptionOfType(MalformedPacketException.class).isThrownBy(() -> decoder.feed(new byte[] {99}));
        assertThat(decoder.feed(new byte[] {0, (byte) 0x80})).isNull();
    }

    @Test
    void aLabelIsWantedFromTheInitiatorOnly() {
        StreamCodec labelled = new StreamCodec(Wires.LABEL.settings(false));
        StreamCodec bare = new StreamCodec(Wires.PLAIN.settings(false));
        byte[] withLabel = labelled.encode(PING, true);
        byte[] without = bare.encode(PING, true);

        assertRefused(labelled, true, without, Rejection.FOREIGN_CLUSTER);
        assertRefused(bare, true, withLabel, Rejection.FOREIGN_CLUSTER);
        assertRefused(labelled, false, withLabel, Rejection.UNEXPECTED_TYPE);
        withLabel[4] ^= 1;
        assertRefused(labelled, true, Arrays.copyOf(withLabel, 5), Rejection.FOREIGN_CLUSTER);
    }

    @Test
    void encryptionMustBeOnBothSidesUnderTheSameKey() {
        StreamCodec encrypted = new StreamCodec(Wires.ENCRYPTED.settings(false));
        StreamCodec bare = new StreamCodec(Wires.PLAIN.settings(false));
        StreamCodec other = new StreamCodec(Wires.ENCRYPTED.settings(false));
        other.rotate(Keyring.fromSecret("another"));

        assertRefused(bare, true, encrypted.encode(PING, true), Rejection.WRONG_KEY);
        assertRefused(encrypted, true, bare.encode(PING, true), Rejection.WRONG_KEY);
        assertRefused(other, true, encrypted.encode(PING, true), Rejection.WRONG_KEY);
    }

    @Test
    void theLabelIsAuthenticatedInBothDirections() {
        StreamCodec codec = new StreamCodec(Wires.BOTH.settings(false));
        StreamCodec other = new StreamCodec(Wires.ENCRYPTED.settings(false));

        assertRefused(other, false, codec.encode(new Message.Ack(1, null), false), Rejection.WRONG_KEY);
    }

    @Test
    void aKeyRotatedWhileBytesArriveCounts() throws MalformedPacketException {
        StreamCodec sender = new StreamCodec(Wires.ENCRYPTED.settings(false));
        StreamCodec receiver = new StreamCodec(Wires.ENCRYPTED.settings(false));
        receiver.rotate(Keyring.fromSecret("another"));
        byte[] stream = sender.encode(PING, true);
        StreamDecoder decoder = receiver.decoder(true);

        assertThat(decoder.feed(Arrays.copyOf(stream, 20))).isNull();
        receiver.rotate(Wires.RING);
        assertThat(decoder.feed(Arrays.copyOfRange(stream, 20, stream.length))).isEqualTo(PING);
    }

    @Test
    void aBadRecordIsSkipped() throws MalformedPacketException {
        List<StreamMessage.MemberRecord> good = records(2);
        StreamMessage.MemberRecord tooHigh = new StreamMessage.MemberRecord(
                NodeId.of("x"),
                good.get(0).address(),
                new Incarnation(0xFFFF_FFFFL),
                StreamMessage.MemberState.ALIVE,
                null,
                null);
        StreamMessage.MemberRecord tooLong = new StreamMessage.MemberRecord(
                NodeId.of("y"),
                good.get(0).address(),
                new Incarnation(1),
                StreamMessage.MemberState.ALIVE,
                Bytes.owning(new byte[513]),
                null);
        StreamMessage table = new StreamMessage.PushPull(
                false, List.of(good.get(0), tooHigh, tooLong, good.get(1)), Bytes.owning(new byte[] {1}));
        StreamCodec codec = new StreamCodec(Wires.PLAIN.settings(false));
        StreamDecoder decoder = codec.decoder(true);

        assertThat(decoder.feed(codec.encode(table, true)))
                .isEqualTo(new StreamMessage.PushPull(false, good, Bytes.owning(new byte[] {1})));
        assertThat(decoder.rejections()).containsExactly(Rejection.IMPLAUSIBLE, Rejection.OVERSIZED);
    }

    @Test
    void recordsThatAreNoRecordsAreSkippedToo() throws MalformedPacketException {
        String header = "06 83a44a6f696ec2a54e6f64657304ac5573657253746174654c656e00";
        String unknownState = "83 a44e616d65a161 a441646472a40a000001 a55374617465 04";
        byte[] stream = hex(header + "05" + "80" + "c0" + unknownState);
        StreamDecoder decoder = new StreamCodec(Wires.PLAIN.settings(false)).decoder(true);

        assertThat(decoder.feed(stream)).isEqualTo(new StreamMessage.PushPull(false, List.of(), Bytes.EMPTY));
        assertThat(decoder.rejections()).hasSize(4).containsOnly(Rejection.MALFORMED);
    }

    @ParameterizedTest
    @CsvSource({
        "06 81 a54e6f646573 ff, MALFORMED",
        "06 81 a54e6f646573 ce00100001, OVERSIZED",
        "06 81 a54e6f646573 d280000000, MALFORMED",
        "06 81 a54e6f646573 ce80000000, OVERSIZED",
        "06 81 ac5573657253746174654c656e ce01400001, OVERSIZED",
        "06 81 ac5573657253746174654c656e cf8000000000000000, MALFORMED",
        "06 c1, MALFORMED",
        "06 81 a54e6f646573 01 c1, MALFORMED",
        "06 81 a54e6f646573 01 db80000000, OVERSIZED",
        "08 81 aa557365724d73674c656e ce80000000, OVERSIZED",
        "08 81 aa557365724d73674c656e ce01400001, OVERSIZED",
        "00 05, MALFORMED",
        "00 df7fffffff, OVERSIZED",
        "01 80, UNEXPECTED_TYPE",
        "07 00, UNEXPECTED_TYPE",
        "0c 00, UNEXPECTED_TYPE",
        "09 82 a4416c676f 00 a3427566 db80000000, OVERSIZED",
        "09 80, MALFORMED",
        "09 82 a4416c676f 01 a3427566 a3 000302, MALFORMED",
        "09 82 a4416c676f 00 a3427566 a3 000302, MALFORMED",
    })
    void whatCannotBeIsRefusedAtOnce(String stream, Rejection reason) {
        assertRefused(new StreamCodec(Wires.PLAIN.settings(false)), true, hex(stream), reason);
    }

    @Test
    void aFrameAboveTheBoundIsRefusedAtItsHeader() throws MalformedPacketException {
        StreamCodec codec = new StreamCodec(Wires.ENCRYPTED.settings(false));

        assertThat(codec.decoder(true).feed(hex("0a 01400000"))).isNull();
        assertRefused(codec, true, hex("0a 01400001"), Rejection.OVERSIZED);
        assertRefused(codec, true, hex("0a 7fffffff"), Rejection.OVERSIZED);
        assertRefused(codec, true, hex("0a 00000003 010203"), Rejection.WRONG_KEY);
    }

    @Test
    void compressionInsideCompressionIsRefused() {
        StreamCodec codec = new StreamCodec(Wires.PLAIN.settings(true));
        byte[] once = codec.encode(PING, true);
        byte[] twice = Compression.wrap(once, once.length).toArray();

        assertRefused(codec, true, twice, Rejection.UNEXPECTED_TYPE);
    }

    @Test
    void aCompressedMessageThatIsCutShortIsRefused() {
        byte[] stream = new StreamCodec(Wires.PLAIN.settings(false)).encode(TABLE, true);
        byte[] compressed = Compression.wrap(stream, stream.length - 1).toArray();

        assertRefused(new StreamCodec(Wires.PLAIN.settings(false)), true, compressed, Rejection.MALFORMED);
    }

    @Test
    void whatPeersWouldRefuseIsNotWritten() {
        StreamCodec plain = new StreamCodec(Wires.PLAIN.settings(false));
        StreamCodec encrypted = new StreamCodec(Wires.ENCRYPTED.settings(false));
        Bytes most = Bytes.owning(new byte[20 << 20]);
        Bytes tooMuch = Bytes.owning(new byte[(20 << 20) + 1]);

        assertThat(plain.encode(new Message.UserData(most), true)).hasSizeGreaterThan(20 << 20);
        assertThatIllegalArgumentException().isThrownBy(() -> plain.encode(new Message.UserData(tooMuch), true));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plain.encode(new StreamMessage.PushPull(true, List.of(), tooMuch), true));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> encrypted.encode(new Message.UserData(most), true))
                .withMessageContaining("encrypted");
    }

    private static List<StreamMessage.MemberRecord> records(int count) {
        List<StreamMessage.MemberRecord> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(new StreamMessage.MemberRecord(
                    NodeId.of("node-" + i),
                    NodeAddress.of(new byte[] {10, 0, (byte) (i >> 8), (byte) i}, 7946),
                    new Incarnation(i * 1_000_003L % Incarnation.MAX),
                    StreamWriter.STATES.get(i % 4),
                    i % 3 == 0 ? null : Bytes.owning(new byte[i % 513]),
                    i % 5 == 0 ? null : Versions.OURS));
        }
        return records;
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    private static void assertRefused(StreamCodec codec, boolean fromInitiator, byte[] stream, Rejection reason) {
        assertThatExceptionOfType(MalformedPacketException.class)
                .isThrownBy(() -> codec.decoder(fromInitiator).feed(stream))
                .satisfies(e -> assertThat(e.rejection()).isEqualTo(reason));
    }
}
