package dev.swarm.engine.wire.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LzwTest {

    private static final long SEED = 9;
    private static final int NO_BOUND = Integer.MAX_VALUE;

    @ParameterizedTest
    @CsvSource({"'',000302", "61,00c30404", "616161,00c3080c08"})
    void writesTheDocumentedBytes(String plain, String compressed) {
        byte[] bytes = HexFormat.of().parseHex(plain);

        assertThat(Lzw.encode(bytes, bytes.length))
                .isEqualTo(HexFormat.of().parseHex(compressed))
                .isEqualTo(ReferenceLzw.encode(bytes));
    }

    /** Random bytes fill the table fastest: 3,837 of them reach the first clear. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 253, 254, 255, 256, 257, 765, 766, 767, 1789, 1790, 1791, 9_000, 40_000})
    void agreesWithTheReferenceAtEachWidth(int length) {
        assertAgreement(bytes(length, 256));
    }

    @Test
    void agreesWithTheReferenceAroundTheFirstClear() {
        byte[] source = bytes(3_900, 256);
        for (int length = 3_780; length <= source.length; length++) {
            assertAgreement(Arrays.copyOf(source, length));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 16, 100})
    void agreesWithTheReferenceForTextsOfFewSigns(int signs) {
        assertAgreement(bytes(60_000, signs));
    }

    @Test
    void readsCodesWithoutALeadingClear() {
        byte[] withoutClear = {0x61, (byte) (257 << 1), (byte) ((257 << 1) >> 8)};

        assertThat(decode(withoutClear)).isEqualTo("a".getBytes(StandardCharsets.US_ASCII));
    }

    /** Writers may leave out the clear when the table is full; then nothing more is learnt. */
    @Test
    void goesOnReadingWithAFullTable() {
        byte[] plain = new byte[5_000];
        StringBuilder bits = new StringBuilder();
        for (int i = 0; i < plain.length; i++) {
            plain[i] = (byte) i;
            append(bits, i & 0xFF, widthAfter(i));
        }
        append(bits, Lzw.END, Lzw.WIDTH_MAX);

        assertThat(decode(packed(bits))).isEqualTo(plain);
    }

    @Test
    void whatFollowsTheEndIsIgnored() {
        byte[] compressed = Lzw.encode(new byte[] {1, 2, 3}, 3);

        assertThat(decode(Arrays.copyOf(compressed, compressed.length + 5))).containsExactly(1, 2, 3);
    }

    @Test
    void refusesWhatIsCutShort() {
        byte[] compressed = Lzw.encode(bytes(500, 30), 500);
        for (int length = 0; length < compressed.length - 1; length++) {
            assertThat(length(Arrays.copyOf(compressed, length), NO_BOUND)).isEqualTo(LzwDecoder.MALFORMED);
        }
    }

    @Test
    void refusesACodeThatNobodyKnowsYet() {
        StringBuilder bits = new StringBuilder();
        append(bits, 'a', Lzw.WIDTH_MIN);
        append(bits, 259, Lzw.WIDTH_MIN);
        append(bits, Lzw.END, Lzw.WIDTH_MIN);

        assertThat(length(packed(bits), NO_BOUND)).isEqualTo(LzwDecoder.MALFORMED);
    }

    @Test
    void refusesWhatIsLongerThanTheBound() {
        byte[] compressed = Lzw.encode(new byte[100_000], 100_000);

        assertThat(length(compressed, 99_999)).isEqualTo(LzwDecoder.OVERSIZED);
        assertThat(length(compressed, 100_000)).isEqualTo(100_000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LzwDecoder(compressed, 0, compressed.length).decode(100_001));
    }

    private static void assertAgreement(byte[] plain) {
        byte[] compressed = Lzw.encode(plain, plain.length);
        assertThat(compressed).as("%d bytes", plain.length).isEqualTo(ReferenceLzw.encode(plain));
        assertThat(decode(compressed)).isEqualTo(plain).isEqualTo(ReferenceLzw.decode(compressed));
    }

    private static byte[] decode(byte[] compressed) {
        int length = length(compressed, NO_BOUND);
        assertThat(length).isNotNegative();
        return new LzwDecoder(compressed, 0, compressed.length).decode(length);
    }

    private static int length(byte[] compressed, int bound) {
        return new LzwDecoder(compressed, 0, compressed.length).length(bound);
    }

    private static byte[] bytes(int length, int signs) {
        SplittableRandom random = new SplittableRandom(SEED);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) random.nextInt(signs);
        }
        return bytes;
    }

    private static int widthAfter(int codes) {
        int highest = Lzw.END + codes;
        return highest >= 2048 ? 12 : highest >= 1024 ? 11 : highest >= 512 ? 10 : 9;
    }

    private static void append(StringBuilder bits, int code, int width) {
        for (int i = 0; i < width; i++) {
            bits.append((code >> i) & 1);
        }
    }

    private static byte[] packed(StringBuilder bits) {
        byte[] packed = new byte[(bits.length() + 7) / 8];
        for (int i = 0; i < bits.length(); i++) {
            packed[i / 8] |= (byte) ((bits.charAt(i) - '0') << (i % 8));
        }
        return packed;
    }
}
