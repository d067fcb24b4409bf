package dev.swarm.engine.wire.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The SHA-256 test cases of RFC 5869, appendix A; the one with an empty salt is left out, as ours never is. */
class HkdfTest {

    private static final HexFormat HEX = HexFormat.of();

    @Test
    void derivesAsTheFirstTestCase() {
        byte[] key = Hkdf.derive(
                HEX.parseHex("000102030405060708090a0b0c"),
                HEX.parseHex("0b".repeat(22)),
                HEX.parseHex("f0f1f2f3f4f5f6f7f8f9"),
                42);

        assertThat(HEX.formatHex(key))
                .isEqualTo("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
    }

    @Test
    void derivesAsTheSecondTestCaseWithLongInputs() {
        byte[] key = Hkdf.derive(sequence(0x60, 0xAF), sequence(0x00, 0x4F), sequence(0xB0, 0xFF), 82);

        assertThat(HEX.formatHex(key))
                .isEqualTo("b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c"
                        + "59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71"
                        + "cc30c58179ec3e87c14c01d5c1f3434f1d87");
    }

    @Test
    void refusesLengthsOutsideTheStandard() {
        byte[] some = {1};

        assertThat(Hkdf.derive(some, some, some, Hkdf.MAX_BYTES)).hasSize(Hkdf.MAX_BYTES);
        assertThatIllegalArgumentException().isThrownBy(() -> Hkdf.derive(some, some, some, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Hkdf.derive(some, some, some, Hkdf.MAX_BYTES + 1));
    }

    private static byte[] sequence(int first, int last) {
        byte[] bytes = new byte[last - first + 1];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (first + i);
        }
        return bytes;
    }
}
