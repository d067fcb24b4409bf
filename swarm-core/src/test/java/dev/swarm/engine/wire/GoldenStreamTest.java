package dev.swarm.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Real streams of peers are read as documented, however they are cut, and written again to the same bytes. */
class GoldenStreamTest {

    private static final int RANDOM_CUTS = 50;
    private static final long SEED = 75;

    @Test
    void allVectorsAreThere() {
        assertThat(GoldenVector.streams()).hasSize(32);
    }

    @ParameterizedTest
    @MethodSource("streams")
    void isReadAsDocumented(GoldenVector vector) throws MalformedPacketException {
        StreamMessage message = read(vector, List.of(vector.bytes()));

        JsonNode decoded = vector.decoded();
        if (message instanceof StreamMessage.PushPull pushPull) {
            assertThat(decoded.get("typeName").asString()).isEqualTo("pushPull");
            assertThat(pushPull.join()).isEqualTo(decoded.at("/header/Join").asBoolean());
            assertThat(pushPull.records()).isEqualTo(Expected.records(decoded.get("nodes")));
            assertThat(pushPull.userState().length())
                    .isEqualTo(decoded.at("/header/UserStateLen").asInt());
        } else if (message instanceof StreamMessage.Failure failure) {
            assertThat(failure.reason()).isEqualTo(decoded.at("/body/Error").asString());
        } else {
            assertThat(message).isEqualTo(Expected.message(decoded));
        }
    }

    @ParameterizedTest
    @MethodSource("streams")
    void isReadTheSameByteByByte(GoldenVector vector) throws MalformedPacketException {
        StreamMessage whole = read(vector, List.of(vector.bytes()));

        assertThat(read(vector, Cuts.equal(vector.bytes(), 1))).isEqualTo(whole);
    }

    @ParameterizedTest
    @MethodSource("streams")
    void isReadTheSameAtRandomCuts(GoldenVector vector) throws MalformedPacketException {
        SplittableRandom random = new SplittableRandom(SEED);
        StreamMessage whole = read(vector, List.of(vector.bytes()));

        for (int i = 0; i < RANDOM_CUTS; i++) {
            assertThat(read(vector, Cuts.random(vector.bytes(), random)))
                    .as("seed %d, cut %d", SEED, i)
                    .isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @MethodSource("streams")
    void noBeginningOfItIsAMessage(GoldenVector vector) throws MalformedPacketException {
        byte[] cutShort = Arrays.copyOf(vector.bytes(), vector.bytes().length - 1);

        assertThat(read(vector, List.of(cutShort))).isNull();
    }

    @ParameterizedTest
    @MethodSource("streams")
    void isWrittenToTheSameBytes(GoldenVector vector) throws MalformedPacketException {
        StreamMessage message = Objects.requireNonNull(read(vector, List.of(vector.bytes())));
        boolean isCompressed = vector.decoded().has("compressed");
        StreamCodec codec = new StreamCodec(vector.settings(isCompressed), vector.hasSignedNumbers());
        if (!vector.isPadded()) {
            assertThat(codec.encode(message, vector.isFromInitiator())).isEqualTo(vector.bytes());
            return;
        }
        codec.rotate(Keyring.none());
        byte[] text = codec.encode(message, false);
        assertThat(text).isEqualTo(vector.text());
        byte[] nonce = Arrays.copyOfRange(vector.bytes(), vector.blockStart() + 1, vector.blockStart() + 13);
        assertThat(PaddedCipher.seal(text, vector.key(), nonce, vector.aad()))
                .isEqualTo(Arrays.copyOfRange(vector.bytes(), vector.blockStart(), vector.bytes().length));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void theTextIsWrittenToTheSameBytes(GoldenVector vector) throws MalformedPacketException {
        StreamMessage message = Objects.requireNonNull(read(vector, List.of(vector.bytes())));
        WireSettings plain =
                new WireSettings("", Keyring.none(), vector.decoded().has("compressed"), nonce -> {});

        assertThat(new StreamCodec(plain, vector.hasSignedNumbers()).encode(message, false))
                .isEqualTo(vector.text());
    }

    static List<GoldenVector> streams() {
        return GoldenVector.streams();
    }

    private static @Nullable StreamMessage read(GoldenVector vector, List<byte[]> chunks)
            throws MalformedPacketException {
        StreamDecoder decoder = new StreamCodec(vector.settings(false)).decoder(vector.isFromInitiator());
        StreamMessage message = Cuts.feed(decoder, chunks);
        assertThat(decoder.rejections()).isEmpty();
        return message;
    }
}
