package dev.swarm.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.engine.wire.registry.NameCodec;
import dev.swarm.engine.wire.registry.NameValue;
import dev.swarm.engine.wire.registry.NodeCodec;
import dev.swarm.engine.wire.registry.RegistryCodec;
import dev.swarm.engine.wire.registry.RegistrySamples;
import dev.swarm.engine.wire.registry.TenureCodec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random or damaged messages and values of the registry: they are read or refused, nothing else, what was read can be
 * written and read again, and reading costs no more memory than some multiple of their length. {@code
 * -Dswarm.fuzz.seed=…} tries others, {@code -Dswarm.fuzz.factor=…} more.
 */
class RegistryFuzzTest {

    private static final long SEED = Long.getLong("swarm.fuzz.seed", 20_260_101);
    private static final int INPUTS = 400_000 * Integer.getInteger("swarm.fuzz.factor", 1);
    private static final int CORPUS = 300;
    private static final long ALLOCATION_BASE = 4_096;
    private static final long ALLOCATION_PER_BYTE = 128;

    /** A run of all partitions takes few bytes, and a set of them has two growing arrays of one bit each at most. */
    private static final long SET_OF_PARTITIONS = 3 * 8_192;

    /** What may be refused. */
    private interface Reading<T> {

        T read(byte[] bytes) throws MalformedPacketException;
    }

    /**
     * A codec under test.
     *
     * @param sample makes something to damage
     * @param allocationBase memory that one input may cost, whatever its length
     */
    private record Codec<T>(
            Function<RegistrySamples, T> sample,
            Function<T, byte[]> writing,
            Reading<T> reading,
            long allocationBase) {}

    @Test
    void namesAreReadOrRefused() {
        fuzz(new Codec<>(RegistrySamples::name, NameCodec::encode, RegistryFuzzTest::name, ALLOCATION_BASE));
    }

    @Test
    void nodesAreReadOrRefused() {
        fuzz(new Codec<>(RegistrySamples::node, NodeCodec::encode, NodeCodec::decode, ALLOCATION_BASE));
    }

    @Test
    void messagesAreReadOrRefused() {
        fuzz(new Codec<>(RegistrySamples::message, RegistryCodec::encode, RegistryCodec::decode, ALLOCATION_BASE));
    }

    @Test
    void tenureIsReadOrRefused() {
        fuzz(new Codec<>(
                RegistrySamples::tenure,
                TenureCodec::encode,
                TenureCodec::decode,
                ALLOCATION_BASE + SET_OF_PARTITIONS));
    }

    private static NameValue name(byte[] bytes) throws MalformedPacketException {
        NameValue value = NameCodec.decode(bytes, 1);
        assertThat(value.token()).isPositive();
        assertThat(NameCodec.isManaged(bytes)).isEqualTo(value.recipe() != null);
        return value;
    }

    private static <T> void fuzz(Codec<T> codec) {
        SplittableRandom random = new SplittableRandom(SEED);
        RegistrySamples samples = new RegistrySamples(random.split());
        List<byte[]> corpus = new ArrayList<>();
        for (int i = 0; i < CORPUS; i++) {
            corpus.add(codec.writing.apply(codec.sample.apply(samples)));
        }
        Mutations mutations = new Mutations(random, corpus);
        int read = 0;
        for (int i = 0; i < INPUTS; i++) {
            byte[] bytes = mutations.next();
            try {
                read += readOrRefused(codec, bytes, i > 1_000) ? 1 : 0;
            } catch (RuntimeException | Error e) {
                String hex = HexFormat.of().formatHex(bytes);
                throw new AssertionError("swarm.fuzz.seed=" + SEED + ", number " + i + ": " + hex, e);
            }
        }
        assertThat(read).as("inputs that got through").isGreaterThan(INPUTS / 1_000);
    }

    /** Returns whether it was read; the first inputs load classes, and are not asked what they cost. */
    private static <T> boolean readOrRefused(Codec<T> codec, byte[] bytes, boolean isWarm) {
        long before = Allocation.bytesSoFar();
        T value = read(codec, bytes);
        long taken = Allocation.bytesSoFar() - before;
        if (isWarm && taken > codec.allocationBase + ALLOCATION_PER_BYTE * bytes.length) {
            throw new AssertionError(taken + " bytes of memory");
        }
        if (value == null) {
            return false;
        }
        byte[] written = codec.writing.apply(value);
        T again = Objects.requireNonNull(read(codec, written), "what was written is read");
        assertThat(codec.writing.apply(again)).isEqualTo(written);
        return true;
    }

    private static <T> @Nullable T read(Codec<T> codec, byte[] bytes) {
        try {
            return codec.reading.read(bytes);
        } catch (MalformedPacketException e) {
            assertThat(e.rejection()).isNotNull();
            return null;
        }
    }
}
