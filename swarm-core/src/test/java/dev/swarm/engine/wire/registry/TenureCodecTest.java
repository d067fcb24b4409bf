package dev.swarm.engine.wire.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.registry.TenureMessage.Grant;
import dev.swarm.engine.wire.registry.TenureMessage.Renew;
import dev.swarm.engine.wire.registry.TenureMessage.Yield;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of each message about tenure, as they must stay, and that all that is written can be read. */
class TenureCodecTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final int MESSAGES = 20_000;

    @Test
    void messagesHaveTheBytesThatTheyMustKeep() throws MalformedPacketException {
        assertBytes(
                new Renew(300, -2, 128, set(0, 1, 2, 9)), "0501" + "ac02" + "fffffffffffffffe" + "8001" + "01020702");
        assertBytes(new Grant(300, 0, set(5)), "0502" + "ac02" + "00" + "010120");
        assertBytes(new Yield(1, 128, new BitSet()), "0503" + "0000000000000001" + "8001" + "0000");
    }

    @Test
    void setsAreRunsOrBitsWhicheverIsShorter() throws MalformedPacketException {
        BitSet all = new BitSet();
        all.set(0, 4_096);
        assertBytes(new Grant(0, 0, all), "05020000" + "00" + "01" + "00" + "ff1f");
        assertBytes(new Grant(0, 0, set(65_535)), "05020000" + "00" + "01" + "ffff03" + "00");
        all.set(0, 65_536);
        assertBytes(new Grant(0, 0, all), "05020000" + "00" + "01" + "00" + "ffff03");
        BitSet odd = new BitSet();
        for (int i = 1; i < 65_536; i += 2) {
            odd.set(i);
        }
        assertBytes(new Grant(0, 0, odd), "05020000" + "01" + "8040" + "aa".repeat(8_192));
    }

    @Test
    void noSetIsLongerThanItsBits() {
        RegistrySamples samples = new RegistrySamples(new SplittableRandom(4));
        for (int i = 0; i < MESSAGES; i++) {
            BitSet partitions = samples.partitions();
            int length = TenureCodec.encode(new Grant(0, 0, partitions)).length;
            int form = 4 + 1 + 2;
            assertThat(length).isLessThanOrEqualTo(form + (partitions.length() + 7) / 8);
        }
    }

    @Test
    void whatIsWrittenIsRead() throws MalformedPacketException {
        RegistrySamples samples = new RegistrySamples(new SplittableRandom(5));
        for (int i = 0; i < MESSAGES; i++) {
            TenureMessage message = samples.tenure();
            assertThat(TenureCodec.decode(TenureCodec.encode(message))).isEqualTo(message);
        }
    }

    @Test
    void aMessageThatIsCutAnywhereIsRefused() {
        RegistrySamples samples = new RegistrySamples(new SplittableRandom(6));
        for (int i = 0; i < 200; i++) {
            byte[] whole = TenureCodec.encode(samples.tenure());
            for (int length = 0; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertThatThrownBy(() -> TenureCodec.decode(cut)).isInstanceOf(MalformedPacketException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "05",
                "0402" + "0000" + "0000", // another channel
                "0504" + "0000" + "0000", // no such message
                "0502" + "0000" + "0000" + "00", // a byte too many
                "0502" + "0000" + "0200", // neither runs nor bits
                "0502" + "0000" + "00" + "01" + "808004" + "00", // partition 65,536
                "0502" + "0000" + "00" + "01" + "ffff03" + "01", // a run beyond the last
                "0502" + "0000" + "00" + "02" + "00ffff03" + "0000", // a run behind the last
                "0502" + "0000" + "00" + "02" + "0000", // a run that does not come
                "0502" + "ffffffffffffffffff01" + "00" + "0000", // a round below zero
                "0502" + "00" + "ffffffffffffffffff01" + "0000", // a floor below zero
            })
    void whatNoEncoderWroteIsRefused(String hex) {
        assertThatThrownBy(() -> TenureCodec.decode(HEX.parseHex(hex))).isInstanceOf(MalformedPacketException.class);
    }

    @Test
    void bitsBeyondTheLastPartitionAreRefused() {
        byte[] bytes = HEX.parseHex("05020000" + "01" + "8140" + "ff".repeat(8_193));
        assertThatThrownBy(() -> TenureCodec.decode(bytes)).isInstanceOf(MalformedPacketException.class);
    }

    private static BitSet set(int... partitions) {
        BitSet set = new BitSet();
        Arrays.stream(partitions).forEach(set::set);
        return set;
    }

    private static void assertBytes(TenureMessage message, String hex) throws MalformedPacketException {
        assertThat(HEX.formatHex(TenureCodec.encode(message))).isEqualTo(hex);
        assertThat(TenureCodec.decode(HEX.parseHex(hex))).isEqualTo(message);
    }
}
