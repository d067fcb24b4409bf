package dev.swarm.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.swarm.api.Incarnation;
import dev.swarm.api.NodeId;
import dev.swarm.api.Rejection;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PacketCodecTest {

    private static final Message NACK = new Message.Nack(5);
    private static final Message SUSPECT =
            new Message.Suspect(NodeId.of("gotham"), new Incarnation(3), NodeId.of("capitol"));
    private static final Message TEXT = new Message.UserData(Bytes.owning(new byte[300]));

    @ParameterizedTest
    @EnumSource(Wires.class)
    void opensWhatItSealed(Wires wires) throws MalformedPacketException {
        byte[] plain = compound(SUSPECT, NACK, TEXT);
        for (boolean compress : new boolean[] {false, true}) {
            for (boolean checksum : new boolean[] {false, true}) {
                PacketCodec codec = new PacketCodec(wires.settings(compress));
                byte[] packet = codec.seal(plain, checksum);

                assertThat(codec.open(packet).messages()).containsExactly(SUSPECT, NACK, TEXT);
                assertThat(codec.open(packet).rejections()).isEmpty();
                assertThat(packet.length).isLessThanOrEqualTo(plain.length + codec.overhead());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Wires.class)
    void theOverheadIsReachedButNeverPassed(Wires wires) {
        PacketCodec codec = new PacketCodec(wires.settings(true));
        byte[] plain = MessageEncoder.encode(SUSPECT);

        assertThat(codec.seal(plain, true)).hasSize(plain.length + codec.overhead());
    }

    @Test
    void sealingGivesANewArray() {
        byte[] plain = MessageEncoder.encode(NACK);

        assertThat(new PacketCodec(Wires.PLAIN.settings(false)).seal(plain, false))
                .isEqualTo(plain)
                .isNotSameAs(plain);
    }

    @Test
    void onlyWhatGetsShorterIsCompressed() {
        PacketCodec codec = new PacketCodec(Wires.PLAIN.settings(true));

        assertThat(codec.seal(MessageEncoder.encode(SUSPECT), false)[0]).isEqualTo((byte) MessageType.SUSPECT);
        assertThat(codec.seal(MessageEncoder.encode(TEXT), false)[0]).isEqualTo((byte) MessageType.COMPRESS);
    }

    @Test
    void anEmptyDatagramHoldsNothing() throws MalformedPacketException {
        assertThat(new PacketCodec(Wires.BOTH.settings(true)).open(new byte[0]))
                .isEqualTo(new PacketCodec.Opened(List.of(), List.of()));
    }

    @ParameterizedTest
    @EnumSource(Wires.class)
    void packetsOfOtherClustersAreRefused(Wires wires) {
        PacketCodec codec = new PacketCodec(wires.settings(false));
        byte[] plain = MessageEncoder.encode(SUSPECT);
        for (Wires other : Wires.values()) {
            byte[] packet = new PacketCodec(other.settings(false)).seal(plain, true);
            boolean isSameLabel =
                    wires.settings(false).label().equals(other.settings(false).label());
            if (other != wires) {
                assertRefused(codec, packet, isSameLabel ? Rejection.WRONG_KEY : Rejection.FOREIGN_CLUSTER);
            }
        }
    }

    @Test
    void anotherLabelIsRefused() {
        PacketCodec codec = new PacketCodec(Wires.LABEL.settings(false));
        for (String label : List.of("prod-blu", "prod-blue2", "PROD-BLUE", "x")) {
            PacketCodec other = new PacketCodec(new WireSettings(label, Keyring.none(), false, nonce -> {}));

            assertRefused(codec, other.seal(MessageEncoder.encode(NACK), false), Rejection.FOREIGN_CLUSTER);
        }
        assertRefused(codec, HexFormat.of().parseHex("f400"), Rejection.FOREIGN_CLUSTER);
        assertRefused(codec, HexFormat.of().parseHex("f4"), Rejection.FOREIGN_CLUSTER);
    }

    @Test
    void aLabelAloneIsAnEmptyMessage() throws MalformedPacketException {
        PacketCodec codec = new PacketCodec(Wires.LABEL.settings(false));

        assertThat(codec.open(codec.seal(new byte[0], false)).rejections()).containsExactly(Rejection.MALFORMED);
    }

    @Test
    void aTooLongLabelIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WireSettings("ü".repeat(128), Keyring.none(), false, nonce -> {}))
                .withMessageContaining("255")
                .withMessageContaining("256");
    }

    @Test
    void aChangedPacketIsRefused() {
        byte[] plain = compound(SUSPECT, NACK);
        byte[] sealed = new PacketCodec(Wires.ENCRYPTED.settings(false)).seal(plain, false);
        byte[] checked = new PacketCodec(Wires.PLAIN.settings(false)).seal(plain, true);
        assertRefused(new PacketCodec(Wires.ENCRYPTED.settings(false)), flipped(sealed, 0), Rejection.MALFORMED);
        for (int i = 1; i < sealed.length; i++) {
            assertRefused(new PacketCodec(Wires.ENCRYPTED.settings(false)), flipped(sealed, i), Rejection.WRONG_KEY);
        }
        for (int i = 1; i < checked.length; i++) {
            assertRefused(new PacketCodec(Wires.PLAIN.settings(false)), flipped(checked, i), Rejection.CHECKSUM);
        }
        assertRefused(new PacketCodec(Wires.PLAIN.settings(false)), new byte[] {12, 0, 0}, Rejection.CHECKSUM);
    }

    @Test
    void aKeyIsRotatedWithoutInterruption() throws MalformedPacketException {
        byte[] oldKey = new byte[16];
        byte[] newKey = new byte[32];
        PacketCodec early = new PacketCodec(new WireSettings("", Keyring.of(List.of(oldKey)), false, nonce -> {}));
        PacketCodec late = new PacketCodec(Wires.ENCRYPTED.settings(false));
        Keyring both = Keyring.of(List.of(oldKey)).add(newKey);
        late.rotate(both.use(newKey));
        byte[] plain = MessageEncoder.encode(NACK);
        byte[] underNew = late.seal(plain, false);

        assertRefused(early, underNew, Rejection.WRONG_KEY);
        early.rotate(both);
        assertThat(early.open(underNew).messages()).containsExactly(NACK);
        assertThat(late.open(early.seal(plain, false)).messages()).containsExactly(NACK);
        late.rotate(both.use(newKey).remove(oldKey));
        byte[] underOld = new PacketCodec(new WireSettings("", Keyring.of(List.of(oldKey)), false, nonce -> {}))
                .seal(plain, false);
        assertRefused(late, underOld, Rejection.WRONG_KEY);
    }

    @Test
    void aNonceThatIsUsedTwiceIsOurBug() {
        PacketCodec codec = new PacketCodec(new WireSettings("", Wires.RING, false, nonce -> {}));
        codec.seal(new byte[1], false);

        assertThatIllegalStateException()
                .isThrownBy(() -> codec.seal(new byte[1], false))
                .withMessageContaining("nonce");
    }

    @Test
    void aBadPartDoesNotHarmItsSiblings() throws MalformedPacketException {
        CompoundBuilder builder = new CompoundBuilder(1_000);
        builder.add(MessageEncoder.encode(NACK));
        builder.add(new byte[0]);
        builder.add(new byte[] {4, (byte) 0x80});
        builder.add(new byte[] {99});
        builder.add(new PacketCodec(Wires.PLAIN.settings(false)).seal(MessageEncoder.encode(NACK), true));
        builder.add(MessageEncoder.encode(
                new Message.Suspect(NodeId.of("a"), new Incarnation(Incarnation.MAX + 1), NodeId.of("b"))));
        builder.add(new byte[] {9, (byte) 0x82});
        builder.add(MessageEncoder.encode(SUSPECT));

        PacketCodec.Opened opened = new PacketCodec(Wires.PLAIN.settings(false)).open(builder.build());

        assertThat(opened.messages()).containsExactly(NACK, SUSPECT);
        assertThat(opened.rejections())
                .containsExactly(
                        Rejection.MALFORMED,
                        Rejection.MALFORMED,
                        Rejection.UNEXPECTED_TYPE,
                        Rejection.UNEXPECTED_TYPE,
                        Rejection.IMPLAUSIBLE,
                        Rejection.MALFORMED);
    }

    @Test
    void theWholePartsBeforeACutOffTailCount() throws MalformedPacketException {
        byte[] compound = compound(NACK, NACK, SUSPECT);
        PacketCodec codec = new PacketCodec(Wires.PLAIN.settings(false));

        PacketCodec.Opened opened = codec.open(Arrays.copyOf(compound, compound.length - 1));

        assertThat(opened.messages()).containsExactly(NACK, NACK);
        assertThat(opened.rejections()).containsExactly(Rejection.MALFORMED);
        assertThat(codec.open(Arrays.copyOf(compound, 7)).rejections()).containsExactly(Rejection.MALFORMED);
        assertThat(codec.open(new byte[] {7}).messages()).isEmpty();
        assertThat(codec.open(new byte[] {7, 0}).rejections()).isEmpty();
    }

    @Test
    void compoundsAndCompressionNestInAnyOrder() throws MalformedPacketException {
        byte[] inner = compound(SUSPECT, TEXT);
        byte[] compressed = Compression.wrap(inner, inner.length).toArray();
        CompoundBuilder builder = new CompoundBuilder(10_000);
        builder.add(compressed);
        builder.add(inner);
        builder.add(MessageEncoder.encode(NACK));
        byte[] outer = builder.build();
        byte[] packet = Compression.wrap(outer, outer.length).toArray();

        assertThat(new PacketCodec(Wires.PLAIN.settings(false)).open(packet).messages())
                .containsExactly(SUSPECT, TEXT, SUSPECT, TEXT, NACK);
    }

    private static byte[] compound(Message... messages) {
        CompoundBuilder builder = new CompoundBuilder(10_000);
        for (Message message : messages) {
            builder.add(MessageEncoder.encode(message));
        }
        return builder.build();
    }

    private static byte[] flipped(byte[] bytes, int at) {
        byte[] changed = bytes.clone();
        changed[at] ^= 1;
        return changed;
    }

    private static void assertRefused(PacketCodec codec, byte[] packet, Rejection reason) {
        assertThatExceptionOfType(MalformedPacketException.class)
                .isThrownBy(() -> codec.open(packet))
                .satisfies(e -> assertThat(e.rejection()).isEqualTo(reason));
    }
}
