package dev.swarm.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarm.api.LinkQuality;
import dev.swarm.api.NodeId;
import dev.swarm.api.Rejection;
import dev.swarm.engine.wire.Fellow.Judgement;
import dev.swarm.engine.wire.Fellow.Place;
import dev.swarm.engine.wire.Message.Ack;
import dev.swarm.engine.wire.format.PackWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Coordinates as they travel, held against one that a real Serf agent sent. */
class CoordinateCodecTest {

    private static final long SEED = Long.getLong("swarm.fuzz.seed", 20_260_101);
    private static final int INPUTS = 200_000 * Integer.getInteger("swarm.fuzz.factor", 1);

    @Test
    void whatAnAgentSentIsReadAndWrittenToTheSameBytes() throws MalformedPacketException {
        Bytes payload = agentsPayload();

        Coordinate coordinate = Objects.requireNonNull(CoordinateCodec.decode(payload));

        assertThat(coordinate.error()).isBetween(1.43, 1.44);
        assertThat(coordinate.adjustment()).isBetween(9.1e-6, 9.2e-6);
        assertThat(coordinate.height()).isEqualTo(1e-5);
        assertThat(coordinate.axis(0)).isNegative();
        assertThat(CoordinateCodec.encode(coordinate)).isEqualTo(payload);
    }

    @Test
    void noPayloadIsNoCoordinateAndNoMistake() throws MalformedPacketException {
        assertThat(CoordinateCodec.decode(null)).isNull();
        assertThat(CoordinateCodec.decode(Bytes.EMPTY)).isNull();
    }

    @Test
    void anotherVersionIsOfAnUnknownKind() {
        byte[] payload = agentsPayload().toArray();
        payload[0] = 2;
        assertRejected(payload, Rejection.UNEXPECTED_TYPE);
    }

    @Test
    void whatIsCutShortIsMalformed() {
        byte[] payload = agentsPayload().toArray();
        for (int length = 1; length < payload.length; length++) {
            assertRejected(Arrays.copyOf(payload, length), Rejection.MALFORMED);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e7, -1e7})
    void numbersOfAnotherWorldAreRefusedInEveryField(double number) {
        for (int field = 0; field < 4; field++) {
            assertRejected(payload(8, field, number), Rejection.IMPLAUSIBLE);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 9, 15})
    void otherDimensionsAreRefused(int dimensions) {
        assertRejected(payload(dimensions, -1, 0), Rejection.IMPLAUSIBLE);
    }

    @Test
    void fieldsOfNewerAgentsArePassedOver() throws MalformedPacketException {
        PackWriter out = new PackWriter(64);
        out.put(1);
        out.map(2);
        out.text("Colour");
        out.text("blue");
        out.text("Vec");
        out.array(8);
        for (int i = 0; i < 8; i++) {
            out.real(i);
        }
        Coordinate read = CoordinateCodec.decode(Bytes.owning(out.toArray()));
        assertThat(read).isEqualTo(Coordinate.of(new double[] {0, 1, 2, 3, 4, 5, 6, 7}, 0, 0, 0));
    }

    @Test
    void anyBytesAreReadOrRefused() {
        Mutations mutations = new Mutations(
                new SplittableRandom(SEED), List.of(agentsPayload().toArray(), payload(9, -1, 0)));
        int read = 0;
        for (int i = 0; i < INPUTS; i++) {
            byte[] bytes = mutations.next();
            try {
                Coordinate coordinate = CoordinateCodec.decode(Bytes.owning(bytes));
                if (coordinate != null) {
                    assertThat(CoordinateCodec.decode(CoordinateCodec.encode(coordinate)))
                            .isEqualTo(coordinate);
                    read++;
                }
            } catch (MalformedPacketException e) {
                assertThat(e.rejection()).isNotNull();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + SEED + ": " + HexFormat.of().formatHex(bytes), e);
            }
        }
        assertThat(read).isPositive();
    }

    @Test
    void judgementsAndPlacesTravelAmongFellows() {
        NodeId node = NodeId.of("gotham");
        Judgement judgement = new Judgement(node, LinkQuality.POOR, 5_000);
        assertThat(Fellow.of(judgement.toUserData())).isEqualTo(judgement);
        Place place = new Place(node, Coordinate.of(new double[] {.5, 0, 0, 0, 0, 0, 0, -.25}, 1.5, .125, .0625));
        assertThat(Fellow.of(place.toUserData())).isEqualTo(place);
    }

    @Test
    void anyBytesAreAFellowOrNone() {
        NodeId node = NodeId.of("gotham");
        Place place = new Place(node, Coordinate.of(new double[8], 1.5, .125, .0625));
        Mutations mutations = new Mutations(
                new SplittableRandom(SEED),
                List.of(
                        place.toUserData().content().toArray(),
                        new Judgement(node, LinkQuality.GOOD, 1)
                                .toUserData()
                                .content()
                                .toArray()));
        for (int i = 0; i < INPUTS; i++) {
            Fellow fellow = Fellow.of(new Message.UserData(Bytes.owning(mutations.next())));
            if (fellow != null) {
                assertThat(Fellow.of(fellow.toUserData())).isEqualTo(fellow);
            }
        }
    }

    private static Bytes agentsPayload() {
        byte[] packet = GoldenVector.named("udp-ack-serf-coordinate").bytes();
        try {
            Ack ack = (Ack) new PacketCodec(new WireSettings("", Keyring.none(), false, nonce -> {}))
                    .open(packet)
                    .messages()
                    .get(0);
            return Objects.requireNonNull(ack.payload());
        } catch (MalformedPacketException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] payload(int dimensions, int badField, double bad) {
        PackWriter out = new PackWriter(64);
        out.put(1);
        out.map(4);
        List<String> names = List.of("Adjustment", "Error", "Height");
        for (int i = 0; i < names.size(); i++) {
            out.text(names.get(i));
            out.real(badField == i ? bad : 0.5);
        }
        out.raw("Vec".getBytes(StandardCharsets.US_ASCII));
        out.array(dimensions);
        for (int i = 0; i < dimensions; i++) {
            out.real(badField == 3 && i == 2 ? bad : 0.001);
        }
        return out.toArray();
    }

    private static void assertRejected(byte[] payload, Rejection reason) {
        assertThatThrownBy(() -> CoordinateCodec.decode(Bytes.owning(payload)))
                .isInstanceOfSatisfying(
                        MalformedPacketException.class,
                        e -> assertThat(e.rejection()).isEqualTo(reason));
    }
}
