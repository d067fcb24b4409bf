package dev.swarm.engine.wire.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarm.api.NodeId;
import dev.swarm.api.registry.RestartPolicy;
import dev.swarm.api.registry.StopMode;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.registry.RegistryMessage.Abort;
import dev.swarm.engine.wire.registry.RegistryMessage.Ask;
import dev.swarm.engine.wire.registry.RegistryMessage.Cancel;
import dev.swarm.engine.wire.registry.RegistryMessage.Commit;
import dev.swarm.engine.wire.registry.RegistryMessage.Live;
import dev.swarm.engine.wire.registry.RegistryMessage.Prepare;
import dev.swarm.engine.wire.registry.RegistryMessage.Prepared;
import dev.swarm.engine.wire.registry.RegistryMessage.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of each message about names, as they must stay, and that all that is written can be read. */
class RegistryCodecTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final int MESSAGES = 50_000;
    private static final Recipe RECIPE =
            new Recipe("t", new byte[] {0x18, 42}, RestartPolicy.TRANSIENT, null, new TreeSet<>(List.of("g")));
    private static final String RECIPE_HEX = "01" + "0174" + "02182a" + "00" + "010167";

    @Test
    void asksHaveTheBytesThatTheyMustKeep() throws MalformedPacketException {
        assertBytes(
                new Ask(1, "n", new Op.Register(RECIPE), 5_000), "0401" + "01" + "8827" + "016e" + "01" + RECIPE_HEX);
        assertBytes(new Ask(300, "s/é", new Op.Stop(StopMode.NOW, 0), 1), "0401ac0201" + "04732fc3a9" + "020100");
        assertBytes(new Ask(1, "n", new Op.Stop(StopMode.GRACEFUL, 300), 1), "04010101016e" + "0200ac02");
        assertBytes(new Ask(1, "n", new Op.Unregister(), 1), "04010101016e" + "03");
        assertBytes(new Ask(1, "n", new Op.Join("g"), 1), "04010101016e" + "040167");
        assertBytes(new Ask(1, "n", new Op.Leave("g"), 1), "04010101016e" + "050167");
        assertBytes(new Ask(1, "n", new Op.Hint("h"), 1), "04010101016e" + "06010168");
        assertBytes(new Ask(1, "n", new Op.Hint(null), 1), "04010101016e" + "0600");
    }

    @Test
    void repliesHaveTheBytesThatTheyMustKeep() throws MalformedPacketException {
        assertBytes(new Reply(7, Verdict.DONE, 300, NodeId.of("b"), ""), "0402" + "07" + "00" + "ac02" + "0162" + "00");
        assertBytes(new Reply(7, Verdict.TAKEN, 1, NodeId.of("b"), ""), "04020701010162" + "00");
        assertBytes(new Reply(7, Verdict.UNKNOWN, 0, null, ""), "04020702" + "00" + "00" + "00");
        assertBytes(new Reply(7, Verdict.START_FAILED, 0, null, "no"), "04020703" + "00" + "00" + "026e6f");
        assertBytes(new Reply(7, Verdict.RETRY, 0, null, ""), "04020704000000");
        assertBytes(new Reply(7, Verdict.NO_NODE, 0, null, ""), "04020705000000");
        assertBytes(new Reply(7, Verdict.INVALID, 0, null, ""), "04020706000000");
        assertBytes(new Cancel(7), "040307");
    }

    @Test
    void movesHaveTheBytesThatTheyMustKeep() throws MalformedPacketException {
        assertBytes(
                new Prepare(9, "n", RECIPE, 300, new Blob(new byte[] {1, 2}), false),
                "0404" + "09" + "016e" + "ac02" + "00" + RECIPE_HEX + "01020102");
        assertBytes(
                new Prepare(9, "n", RECIPE, 0, null, true), "0404" + "09" + "016e" + "00" + "01" + RECIPE_HEX + "00");
        assertBytes(new Prepared(9, false, false, "no"), "04050900" + "026e6f");
        assertBytes(new Prepared(9, true, false, ""), "04050901" + "00");
        assertBytes(new Prepared(9, false, true, ""), "04050902" + "00");
        assertBytes(new Commit(9), "040609");
        assertBytes(new Live(9, 300), "040709ac02");
        assertBytes(new Abort(-1), "0408ffffffffffffffffff01");
    }

    @Test
    void whatIsWrittenIsRead() throws MalformedPacketException {
        RegistrySamples samples = new RegistrySamples(new SplittableRandom(5));
        for (int i = 0; i < MESSAGES; i++) {
            RegistryMessage message = samples.message();
            assertSame(RegistryCodec.decode(RegistryCodec.encode(message)), message);
        }
    }

    @Test
    void aMessageThatIsCutAnywhereIsRefused() {
        RegistrySamples samples = new RegistrySamples(new SplittableRandom(6));
        for (int i = 0; i < 2_000; i++) {
            byte[] whole = RegistryCodec.encode(samples.message());
            for (int length = 0; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertThatThrownBy(() -> RegistryCodec.decode(cut)).isInstanceOf(MalformedPacketException.class);
            }
        }
    }

    @Test
    void aStateOfSixtyFourMebibytesGoesThrough() throws MalformedPacketException {
        byte[] state = new byte[RegistryBounds.STATE_BYTES];
        new SplittableRandom(7).nextBytes(state);
        byte[] bytes = RegistryCodec.encode(new Prepare(1, "n", RECIPE, 1, new Blob(state), false));
        assertThat(RegistryCodec.decode(bytes))
                .isInstanceOfSatisfying(
                        Prepare.class,
                        read -> assertThat(read.luggage() != null
                                        && Arrays.equals(read.luggage().bytes(), state))
                                .isTrue());
    }

    @Test
    void aLongReasonIsCutAtACharacter() throws MalformedPacketException {
        assertCut("x".repeat(1_024), 1_024);
        assertCut("x".repeat(100_000), 1_024);
        assertCut("é".repeat(1_000), 512);
        assertCut("x" + "é".repeat(1_000), 512);
        assertCut("x".repeat(1_023) + "🦇", 1_023);
        assertCut("x".repeat(1_024) + "🦇", 1_024);
        assertCut("xxx" + "🦇".repeat(1_000), 3 + 2 * 255);
        assertCut("€".repeat(1_000), 341);
    }

    @Test
    void whatIsTooMuchIsRefused() {
        String longName = "n".repeat(RegistryBounds.NAME_BYTES + 1);
        String longGroup = "g".repeat(RegistryBounds.GROUP_BYTES + 1);
        for (RegistryMessage message : List.of(
                new Ask(1, longName, new Op.Unregister(), 1),
                new Ask(1, "", new Op.Unregister(), 1),
                new Ask(1, "n\n", new Op.Unregister(), 1),
                new Ask(1, "n", new Op.Join(longGroup), 1),
                new Ask(1, "n", new Op.Unregister(), 0),
                new Ask(1, "n", new Op.Unregister(), RegistryBounds.PATIENCE_MILLIS + 1),
                new Prepare(1, "n", RECIPE, 1, new Blob(new byte[RegistryBounds.STATE_BYTES + 1]), false))) {
            byte[] bytes = RegistryCodec.encode(message);
            assertThatThrownBy(() -> RegistryCodec.decode(bytes)).isInstanceOf(MalformedPacketException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "04",
                "0506" + "09", // another channel
                "0409" + "09", // no such message
                "0406" + "09" + "00", // a byte too many
                "0401" + "01" + "01" + "016e" + "07", // no such ask
                "0401" + "01" + "01" + "016e" + "020200", // no such mode
                "0402" + "07" + "07" + "000000", // no such verdict
                "0402" + "07" + "00" + "ffffffffffffffffff01" + "0000", // a token below zero
                "0402" + "07" + "00" + "00" + "010a" + "00", // a node that none can be called
                "0404" + "09" + "016e" + "00" + "02" + RECIPE_HEX + "00", // neither first nor not
                "0404" + "09" + "016e" + "00" + "01" + RECIPE_HEX + "01ffffff1f", // a state that does not come
                "0405" + "09" + "03" + "00", // accepted, and later
            })
    void whatNoEncoderWroteIsRefused(String hex) {
        assertThatThrownBy(() -> RegistryCodec.decode(HEX.parseHex(hex))).isInstanceOf(MalformedPacketException.class);
    }

    private static void assertCut(String reason, int chars) throws MalformedPacketException {
        String start = reason.substring(0, chars);
        assertThat(start.getBytes(StandardCharsets.UTF_8).length).isBetween(1_021, RegistryBounds.REASON_BYTES);
        byte[] reply = RegistryCodec.encode(new Reply(1, Verdict.START_FAILED, 0, null, reason));
        assertThat(RegistryCodec.decode(reply)).isEqualTo(new Reply(1, Verdict.START_FAILED, 0, null, start));
        byte[] prepared = RegistryCodec.encode(new Prepared(1, false, false, reason));
        assertThat(RegistryCodec.decode(prepared)).isEqualTo(new Prepared(1, false, false, start));
    }

    private static void assertBytes(RegistryMessage message, String hex) throws MalformedPacketException {
        assertThat(HEX.formatHex(RegistryCodec.encode(message))).isEqualTo(hex);
        assertSame(RegistryCodec.decode(HEX.parseHex(hex)), message);
    }

    private static void assertSame(RegistryMessage actual, RegistryMessage expected) {
        assertThat(actual)
                .usingRecursiveComparison()
                .withStrictTypeChecking()
                .ignoringCollectionOrder()
                .isEqualTo(expected);
    }
}
