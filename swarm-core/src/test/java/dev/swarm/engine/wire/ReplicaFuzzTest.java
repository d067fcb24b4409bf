package dev.swarm.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.Position;
import dev.swarm.engine.wire.overlay.EntityValue;
import dev.swarm.engine.wire.overlay.Field;
import dev.swarm.engine.wire.overlay.WaypointValue;
import dev.swarm.engine.wire.replication.ReplicaDecoder;
import dev.swarm.engine.wire.replication.ReplicaEncoder;
import dev.swarm.engine.wire.replication.ReplicaMessage;
import dev.swarm.engine.wire.replication.ReplicaSamples;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A million messages of replication and as many values, random or damaged: they are read or refused, nothing else, and
 * cost no more memory than some multiple of their length. {@code -Dswarm.fuzz.seed=…} tries others,
 * {@code -Dswarm.fuzz.factor=…} more.
 */
class ReplicaFuzzTest {

    private static final long SEED = Long.getLong("swarm.fuzz.seed", 20_260_101);
    private static final int INPUTS = 1_000_000 * Integer.getInteger("swarm.fuzz.factor", 1);
    private static final long ALLOCATION_BASE = 4_096;
    private static final long ALLOCATION_PER_BYTE = 128;

    /** What may be refused. */
    private interface Reading {

        Object read(byte[] bytes) throws MalformedPacketException;
    }

    @Test
    void messagesAreReadOrRefused() {
        SplittableRandom random = new SplittableRandom(SEED);
        ReplicaSamples samples = new ReplicaSamples(random.split());
        List<byte[]> corpus = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            corpus.add(ReplicaEncoder.encode(samples.next()));
        }
        fuzz(new Mutations(random, corpus), bytes -> ReplicaDecoder.decode(bytes, UnaryOperator.identity()));
    }

    @Test
    void whatWasReadCanBeWrittenAndReadAgain() throws MalformedPacketException {
        SplittableRandom random = new SplittableRandom(SEED);
        ReplicaSamples samples = new ReplicaSamples(random.split());
        List<byte[]> corpus = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            corpus.add(ReplicaEncoder.encode(samples.next()));
        }
        Mutations mutations = new Mutations(random, corpus);
        for (int i = 0; i < INPUTS / 10; i++) {
            ReplicaMessage message;
            try {
                message = ReplicaDecoder.decode(mutations.next(), UnaryOperator.identity());
            } catch (MalformedPacketException refused) {
                continue;
            }
            byte[] written = ReplicaEncoder.encode(message);
            ReplicaMessage again = ReplicaDecoder.decode(written, UnaryOperator.identity());
            assertThat(ReplicaEncoder.encode(again)).as("number %d", i).isEqualTo(written);
        }
    }

    @Test
    void entitiesAreReadOrRefused() {
        fuzz(new Mutations(new SplittableRandom(SEED), entities()), EntityValue::decode);
    }

    private static List<byte[]> entities() {
        return List.of(
                new EntityValue(true, 0, List.of(field("", 0))).encode(),
                new EntityValue(true, 60_000, List.of(field("name", 0), field("health", 0))).encode(),
                new EntityValue(false, 0, List.of(field("name", 7), field("position", 1L << 60))).encode(),
                new EntityValue(true, 1, List.of()).encode());
    }

    @Test
    void checkingAnEntityRefusesWhatDecodingRefusesAndFindsTheSame() {
        Mutations mutations = new Mutations(new SplittableRandom(SEED), entities());
        int good = 0;
        for (int i = 0; i < INPUTS / 10; i++) {
            byte[] bytes = mutations.next();
            EntityValue.Head decoded = decodeOrNull(bytes);
            assertThat(checkOrNull(bytes)).as(replay(i, bytes)).isEqualTo(decoded);
            good += decoded == null ? 0 : 1;
        }
        assertThat(good).isGreaterThan(INPUTS / 1_000);
    }

    private static EntityValue.@Nullable Head decodeOrNull(byte[] bytes) {
        try {
            EntityValue decoded = EntityValue.decode(bytes);
            return new EntityValue.Head(decoded.whole(), decoded.timeToLiveMillis());
        } catch (MalformedPacketException refused) {
            return null;
        }
    }

    private static EntityValue.@Nullable Head checkOrNull(byte[] bytes) {
        try {
            return EntityValue.check(bytes);
        } catch (MalformedPacketException refused) {
            return null;
        }
    }

    @Test
    void waypointsAreReadOrRefused() {
        List<byte[]> corpus = List.of(
                new WaypointValue(Position.of(1, 2), "", Map.of()).encode(),
                new WaypointValue(new Position(Double.NaN, -0.0, 1e300), "signal 🦇", Map.of("a", "1", "b", ""))
                        .encode());
        fuzz(new Mutations(new SplittableRandom(SEED), corpus), WaypointValue::decode);
    }

    @Test
    void valuesHaveTheBytesThatTheyMustKeep() {
        Field answer = new Field("", 0, new byte[] {0x18, 0x2a});
        assertHex(new EntityValue(true, 60_000, List.of(answer)).encode(), "01e0d403010002182a");
        Field health = new Field("hp", 1 << 30, new byte[] {7});
        Field name = new Field("name", 5, new byte[] {0x61, 'a'});
        assertHex(
                new EntityValue(false, 0, List.of(health, name)).encode(),
                "02000202687080808080040107046e616d6505026161");
        assertHex(
                new WaypointValue(Position.of(1, -2.5), "bat", Map.of("b", "", "a", "1")).encode(),
                "013ff0000000000000c0040000000000000000000000000000036261740201610131016200");
    }

    private static void fuzz(Mutations mutations, Reading reading) {
        int read = 0;
        for (int i = 0; i < INPUTS; i++) {
            byte[] bytes = mutations.next();
            long before = Allocation.bytesSoFar();
            try {
                read += reading.read(bytes) != null ? 1 : 0;
            } catch (MalformedPacketException e) {
                assertThat(e.rejection()).isNotNull();
            } catch (RuntimeException | Error e) {
                throw new AssertionError(replay(i, bytes), e);
            }
            long taken = Allocation.bytesSoFar() - before;
            // the first inputs load classes
            if (i > 1_000 && taken > ALLOCATION_BASE + ALLOCATION_PER_BYTE * bytes.length) {
                throw new AssertionError(taken + " bytes of memory; " + replay(i, bytes));
            }
        }
        assertThat(read).as("inputs that got through").isGreaterThan(INPUTS / 1_000);
    }

    private static Field field(String name, long time) {
        return new Field(name, time, "value".getBytes(StandardCharsets.UTF_8));
    }

    private static void assertHex(byte[] bytes, String hex) {
        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(hex);
    }

    private static String replay(int index, byte[] bytes) {
        return "swarm.fuzz.seed=" + SEED + ", number " + index + ": "
                + HexFormat.of().formatHex(bytes);
    }
}
