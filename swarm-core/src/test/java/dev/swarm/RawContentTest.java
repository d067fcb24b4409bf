package dev.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarm.comms.Cbor;
import dev.swarm.engine.wire.overlay.Field;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.dataformat.cbor.CBORMapper;

/** Bytes go past the general codec, and nobody can tell. */
class RawContentTest {

    private final CBORMapper jackson = CBORMapper.builder().build();
    private final ContentCodec codec = new ContentCodec(new Cbor());

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 23, 24, 255, 256, 65_535, 65_536, 100_000})
    void bytesAreWrittenAsTheGeneralCodecWritesThem(int length) {
        byte[] bytes = new byte[length];
        new SplittableRandom(length).nextBytes(bytes);

        byte[] encoded = RawContent.encode(bytes);

        assertThat(encoded).isEqualTo(jackson.writeValueAsBytes(bytes));
        assertThat(RawContent.decode(encoded)).isEqualTo(bytes).isNotSameAs(bytes);
    }

    @Test
    void whatIsNoByteStringIsLeftToTheGeneralCodec() {
        assertThat(RawContent.decode(new byte[0])).isNull();
        assertThat(RawContent.decode(new byte[] {0x58})).isNull();
        assertThat(RawContent.decode(new byte[] {0x42, 1})).isNull();
        assertThat(RawContent.decode(new byte[] {0x41, 1, 2})).isNull();
        assertThat(RawContent.decode(new byte[] {0x5A, (byte) 0xFF, 0, 0, 0, 1}))
                .isNull();
        assertThat(RawContent.decode(jackson.writeValueAsBytes("text"))).isNull();

        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 10_000; i++) {
            byte[] anything = new byte[random.nextInt(12)];
            random.nextBytes(anything);
            byte[] decoded = RawContent.decode(anything);
            assertThat(decoded == null || decoded.length < anything.length).isTrue();
        }
    }

    @Test
    void bytesInPartsAndTextInBase64AreReadByTheGeneralCodec() {
        byte[] inParts = {0x5F, 0x41, 1, 0x41, 2, (byte) 0xFF};

        assertThat(as(inParts)).containsExactly(1, 2);
        assertThat(as(jackson.writeValueAsBytes("AQI="))).containsExactly(1, 2);
        assertThatThrownBy(() -> as(jackson.writeValueAsBytes(7))).isInstanceOf(IllegalArgumentException.class);
    }

    private byte[] as(byte[] content) {
        return codec.content(() -> List.of(new Field("", 0, content))).as(byte[].class);
    }
}
