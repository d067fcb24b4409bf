package dev.swarm.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.swarm.api.Role;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeMetaTest {

    private static final long SEED = 512;
    private static final Bytes FINGERPRINT =
            Bytes.owning(HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"));
    private static final NodeMeta GOTHAM = meta("http://gotham:4901", Map.of("zone", "east", "city", "gotham"));

    /** Changing these would make guests of nodes of another version. */
    @Test
    void theBytesNeverChange() {
        assertThat(GOTHAM.encode())
                .hasToString("d9d9f7" + "87" + "01" + "02" + "1b0000019b76daa800" + "01" + "646865726f"
                        + "72687474703a2f2f676f7468616d3a34393031" + "84"
                        + "6463697479" + "66676f7468616d" + "647a6f6e65" + "6465617374");
    }

    /** The fingerprint stands behind all that older nodes know, and costs 34 bytes. */
    @Test
    void theBytesOfAFingerprintNeverChange() {
        NodeMeta proven = GOTHAM.withFingerprint(FINGERPRINT);

        String bare = GOTHAM.encode().toString();
        assertThat(proven.encode())
                .hasToString("d9d9f7" + "88" + bare.substring(8) + "5820"
                        + "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
        assertThat(NodeMeta.decode(proven.encode())).contains(proven);
    }

    @Test
    void aFingerprintHas32Bytes() {
        Bytes tooShort = Bytes.owning(new byte[31]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GOTHAM.withFingerprint(tooShort))
                .withMessageContaining("32 bytes, not 31");
        String bare = GOTHAM.encode().toString();
        byte[] wrong = HexFormat.of().parseHex("d9d9f788" + bare.substring(8) + "581f" + "00".repeat(31));
        assertThat(NodeMeta.decode(Bytes.owning(wrong))).isEmpty();
    }

    @Test
    void isReadAsItWasWritten() {
        assertThat(NodeMeta.decode(GOTHAM.encode())).contains(GOTHAM);
        NodeMeta bare = meta(null, Map.of());
        assertThat(NodeMeta.decode(bare.encode())).contains(bare);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void everyRoleIsReadAsItWasWritten(Role role) {
        NodeMeta meta = new NodeMeta(new NodeMeta.VersionRange(1, 1), 0, role, "", null, new TreeMap<>(), null);

        assertThat(NodeMeta.decode(meta.encode())).contains(meta);
    }

    @Test
    void tagsMayBeAnyText() {
        NodeMeta meta =
                meta(null, Map.of("", "empty key", "日本", "🦇", "quote\"\u0000", "", "a".repeat(60), "b".repeat(200)));

        assertThat(NodeMeta.decode(meta.encode())).contains(meta);
    }

    @Test
    void halfACharacterIsWrittenAsAQuestion() {
        NodeMeta meta = meta(null, Map.of("half", "\uD83E"));

        assertThat(NodeMeta.decode(meta.encode()))
                .hasValueSatisfying(read -> assertThat(read.tags()).containsKey("half"));
    }

    @Test
    void fieldsOfNewerNodesArePassedOver() {
        byte[] known = GOTHAM.encode().toArray();
        byte[] newer = HexFormat.of().parseHex(HexFormat.of().formatHex(known) + "f6" + "82a1616103f6" + "1903e7");
        newer[3] = (byte) (newer[3] + 3);

        assertThat(NodeMeta.decode(Bytes.owning(newer))).contains(GOTHAM);
    }

    @Test
    void aTooLongTagIsNamed() {
        NodeMeta meta = meta(null, Map.of("short", "x", "motto", "y".repeat(500), "other", "z".repeat(100)));

        assertThatIllegalArgumentException()
                .isThrownBy(meta::encode)
                .withMessageContaining("shorten the tag 'motto', which has 505")
                .withMessageContaining("512");
    }

    @Test
    void aTooLongServiceNameIsNamed() {
        NodeMeta meta = new NodeMeta(
                new NodeMeta.VersionRange(1, 1),
                0,
                Role.WINGMATE,
                "s".repeat(600),
                null,
                new TreeMap<>(Map.of("a", "b")),
                null);

        assertThatIllegalArgumentException().isThrownBy(meta::encode).withMessageContaining("shorten the service name");
    }

    @Test
    void exactlyTheBoundFits() {
        int rest = NodeMeta.MAX_BYTES
                - meta(null, Map.of("k", "v".repeat(300))).encode().length();
        NodeMeta full = meta(null, Map.of("k", "v".repeat(300 + rest)));

        assertThat(full.encode().length()).isEqualTo(NodeMeta.MAX_BYTES);
        assertThat(NodeMeta.decode(full.encode())).contains(full);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "d9d9f7",
                "ff82a4726f6c65a3776562a26463a3646332",
                "87010200016161f680",
                "d9d9f7a0",
                "d9d9f78701020001",
                "d9d9f78700020001" + "6161f680",
                "d9d9f78702010001" + "6161f680",
                "d9d9f78701022001" + "6161f680",
                "d9d9f78701020004" + "6161f680",
                "d9d9f78701020001" + "01f680",
                "d9d9f78701020001" + "61610180",
                "d9d9f78701020001" + "6161f6816161",
                "d9d9f78701020001" + "6161f68001",
                "d9d9f7877bffffffff00"
            })
    void whatIsNotOursIsAGuest(String hex) {
        assertThat(NodeMeta.decode(Bytes.owning(HexFormat.of().parseHex(hex)))).isEmpty();
    }

    @Test
    void noMetadataIsAGuest() {
        assertThat(NodeMeta.decode(null)).isEmpty();
        assertThat(NodeMeta.decode(Bytes.owning(Arrays.copyOf(GOTHAM.encode().toArray(), 513))))
                .isEmpty();
    }

    @Test
    void readingNeverThrows() {
        SplittableRandom random = new SplittableRandom(SEED);
        byte[] good = GOTHAM.encode().toArray();
        for (int i = 0; i < 30_000; i++) {
            byte[] bytes = i % 2 == 0 ? Arrays.copyOf(good, 1 + random.nextInt(good.length)) : good.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            if (i % 8 == 0) {
                random.nextBytes(bytes);
                System.arraycopy(good, 0, bytes, 0, Math.min(4, bytes.length));
            }
            NodeMeta.decode(Bytes.owning(bytes));
        }
    }

    @Test
    void anImpossibleRangeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new NodeMeta.VersionRange(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new NodeMeta.VersionRange(2, 1));
    }

    private static NodeMeta meta(@Nullable String webAddress, Map<String, String> tags) {
        NodeMeta.VersionRange dataPlane = new NodeMeta.VersionRange(1, 2);
        return new NodeMeta(
                dataPlane, 1_767_225_600_000L, Role.WINGMATE, "hero", webAddress, new TreeMap<>(tags), null);
    }
}
