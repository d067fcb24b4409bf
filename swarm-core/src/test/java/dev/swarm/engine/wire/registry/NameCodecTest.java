package dev.swarm.engine.wire.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarm.api.registry.RestartPolicy;
import dev.swarm.engine.wire.MalformedPacketException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of what is told of names and nodes, as they must stay, and that all that is written can be read. */
class NameCodecTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final int VALUES = 50_000;
    private static final long TIME = 12;

    /** In the middle of 2026. */
    private static final long HYBRID = (1_782_000_000_000L << 16) | 7;

    @Test
    void aLocalNameWithoutGroupsIsOneNumber() throws MalformedPacketException {
        assertBytes(local(1), "03");
        assertBytes(local(63), "7f");
        assertBytes(local(300), "5902");
        assertBytes(local(100_000), "410d03");
        assertBytes(local(HYBRID), "0f000038f4ce3d03");
        assertBytes(local(Long.MAX_VALUE), "ffffffffffffffff");
    }

    @Test
    void aFreshLocalNameIsOneByteAndHasTheTimeOfItsWriteForToken() throws MalformedPacketException {
        assertThat(HEX.formatHex(NameCodec.fresh())).isEqualTo("01");
        assertSame(NameCodec.decode(NameCodec.fresh(), HYBRID), local(HYBRID));
        assertThatThrownBy(() -> NameCodec.decode(NameCodec.fresh(), 0)).isInstanceOf(MalformedPacketException.class);
    }

    @Test
    void otherNamesStartWithTheirForm() throws MalformedPacketException {
        assertBytes(local(300, "b", "a"), "02ac02" + "02" + "0161" + "0162");
        Recipe bare = new Recipe("t", new byte[0], RestartPolicy.PERMANENT, null, groups());
        assertBytes(managed(1, bare), "0401" + "00" + "0174" + "00" + "00" + "00");
        Recipe full = new Recipe("device", new byte[] {0x18, 42}, RestartPolicy.TEMPORARY, "node", groups("g", "é"));
        assertBytes(
                managed(300, full),
                "04ac02" + "02" + "06646576696365" + "02182a" + "01046e6f6465" + "02" + "0167" + "02c3a9");
        Recipe hinted = new Recipe("t", new byte[0], RestartPolicy.TRANSIENT, "", groups());
        assertBytes(managed(1, hinted), "0401" + "01" + "0174" + "00" + "0100" + "00");
    }

    @Test
    void nodesHaveTheBytesThatTheyMustKeep() throws MalformedPacketException {
        NodeValue owner = new NodeValue(true, 100, -2);
        assertThat(HEX.formatHex(NodeCodec.encode(owner))).isEqualTo("010164" + "fffffffffffffffe");
        assertThat(NodeCodec.decode(NodeCodec.encode(owner))).isEqualTo(owner);
        NodeValue client = new NodeValue(false, 1_000, 1);
        assertThat(HEX.formatHex(NodeCodec.encode(client))).isEqualTo("0100e807" + "0000000000000001");
        assertThat(NodeCodec.decode(NodeCodec.encode(client))).isEqualTo(client);
    }

    @Test
    void whatIsWrittenIsRead() throws MalformedPacketException {
        RegistrySamples samples = new RegistrySamples(new SplittableRandom(8));
        for (int i = 0; i < VALUES; i++) {
            NameValue value = samples.name();
            byte[] bytes = NameCodec.encode(value);
            assertSame(NameCodec.decode(bytes, TIME), value);
            assertThat(NameCodec.isManaged(bytes)).isEqualTo(value.recipe() != null);
            NodeValue node = samples.node();
            assertThat(NodeCodec.decode(NodeCodec.encode(node))).isEqualTo(node);
        }
    }

    @Test
    void aValueThatIsCutAnywhereIsNotTheSame() {
        RegistrySamples samples = new RegistrySamples(new SplittableRandom(9));
        for (int i = 0; i < 500; i++) {
            NameValue value = samples.name();
            byte[] whole = NameCodec.encode(value);
            for (int length = 0; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                if (value.recipe() == null && value.groups().isEmpty()) {
                    assertThat(tokenOf(cut)).isNotEqualTo(value.token());
                } else {
                    assertThatThrownBy(() -> NameCodec.decode(cut, TIME)).isInstanceOf(MalformedPacketException.class);
                }
            }
        }
    }

    @Test
    void oneTypeIsOneObject() throws MalformedPacketException {
        Map<String, String> known = new HashMap<>();
        UnaryOperator<String> intern = text -> known.computeIfAbsent(text, same -> same);
        byte[] bytes =
                NameCodec.encode(managed(5, new Recipe("t", new byte[0], RestartPolicy.TRANSIENT, null, groups("g"))));
        Recipe one =
                Objects.requireNonNull(NameCodec.decode(bytes, TIME, intern).recipe());
        Recipe other =
                Objects.requireNonNull(NameCodec.decode(bytes, TIME, intern).recipe());
        assertThat(one.type()).isSameAs(other.type());
        assertThat(one.groups().first()).isSameAs(other.groups().first());
        assertThat(NameCodec.decode(NameCodec.encode(local(5)), TIME).groups())
                .isSameAs(NameCodec.decode(NameCodec.encode(local(6)), TIME).groups());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                "0300", // a byte that no number needs
                "ffffffffffffffffff", // a token of nine bytes
                "06" + "01", // no such form
                "0200" + "00", // no token
                "02ffffffffffffffffff01" + "00", // a token below zero
                "0201" + "0201610161", // a group twice
                "0201" + "0100", // a group without a name
                "0201" + "00" + "00", // a byte too many
                "0401" + "03" + "0174" + "000000", // no such policy
                "0401" + "00" + "00" + "000000", // no type
                "0401" + "00" + "0174" + "00" + "02" + "00", // neither a hint nor none
                "0401" + "00" + "0174" + "818040", // arguments of more than a mebibyte
                "0401" + "00" + "02c328" + "000000", // a type that is not UTF-8
            })
    void whatNoEncoderWroteIsRefused(String hex) {
        assertThatThrownBy(() -> NameCodec.decode(HEX.parseHex(hex), TIME))
                .isInstanceOf(MalformedPacketException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "020164" + "0000000000000001", // another version
                "010264" + "0000000000000001", // neither yes nor no
                "010100" + "0000000000000001", // no weight
                "0101e907" + "0000000000000001", // a weight of 1,001
                "010164" + "00000000000001", // cut short
                "010164" + "000000000000000100", // a byte too many
            })
    void aNodeThatNoEncoderWroteIsRefused(String hex) {
        assertThatThrownBy(() -> NodeCodec.decode(HEX.parseHex(hex))).isInstanceOf(MalformedPacketException.class);
    }

    @Test
    void whatIsTooMuchIsRefused() {
        SortedSet<String> many = new TreeSet<>();
        for (int i = 0; i <= RegistryBounds.GROUPS; i++) {
            many.add("g" + i);
        }
        String longGroup = "g".repeat(RegistryBounds.GROUP_BYTES + 1);
        String longType = "t".repeat(RegistryBounds.TYPE_BYTES + 1);
        String longHint = "h".repeat(RegistryBounds.HINT_BYTES + 1);
        for (NameValue value : List.of(
                new NameValue(1, null, many),
                local(1, longGroup),
                managed(1, new Recipe(longType, new byte[0], RestartPolicy.TRANSIENT, null, groups())),
                managed(1, new Recipe("t", new byte[0], RestartPolicy.TRANSIENT, longHint, groups())),
                managed(1, new Recipe("t", new byte[1 << 21], RestartPolicy.TRANSIENT, null, groups())))) {
            assertThatThrownBy(() -> NameCodec.decode(NameCodec.encode(value), TIME))
                    .isInstanceOf(MalformedPacketException.class);
        }
    }

    private static NameValue local(long token, String... groups) {
        return new NameValue(token, null, groups(groups));
    }

    private static NameValue managed(long token, Recipe recipe) {
        return new NameValue(token, recipe, Collections.emptySortedSet());
    }

    private static SortedSet<String> groups(String... groups) {
        return new TreeSet<>(List.of(groups));
    }

    /** Returns the token, 0 if there is none. */
    private static long tokenOf(byte[] bytes) {
        try {
            return NameCodec.decode(bytes, TIME).token();
        } catch (MalformedPacketException none) {
            return 0;
        }
    }

    private static void assertBytes(NameValue value, String hex) throws MalformedPacketException {
        assertThat(HEX.formatHex(NameCodec.encode(value))).isEqualTo(hex);
        assertSame(NameCodec.decode(HEX.parseHex(hex), TIME), value);
    }

    private static void assertSame(NameValue actual, NameValue expected) {
        assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
    }
}
