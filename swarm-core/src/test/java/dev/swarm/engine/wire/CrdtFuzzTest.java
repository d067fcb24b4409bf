package dev.swarm.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.crdt.CausalContext;
import dev.swarm.crdt.Dot;
import dev.swarm.crdt.EnableWinsFlag;
import dev.swarm.crdt.GCounter;
import dev.swarm.crdt.LwwRegister;
import dev.swarm.crdt.MvRegister;
import dev.swarm.crdt.OrMap;
import dev.swarm.crdt.OrSet;
import dev.swarm.crdt.ReplicaId;
import dev.swarm.crdt.Stamp;
import dev.swarm.engine.wire.crdt.CrdtCodec;
import dev.swarm.engine.wire.crdt.ValueCodec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * A million messages, random or damaged: they are read or refused, nothing else, cost bounded memory, and what is read
 * has exactly the bytes it came with. {@code -Dswarm.fuzz.seed=…} tries others, {@code -Dswarm.fuzz.factor=…} more.
 */
class CrdtFuzzTest {

    private static final long SEED = Long.getLong("swarm.fuzz.seed", 20_260_101);
    private static final int MESSAGES = 1_000_000 * Integer.getInteger("swarm.fuzz.factor", 1);
    private static final long ALLOCATION_MAX = 256 * 1024;
    private static final ReplicaId A = new ReplicaId("node-a", 0x1234_5678_9ABC_DEF0L);
    private static final ReplicaId B = new ReplicaId("node-b", -1);

    @Test
    void messagesAreReadOrRefused() {
        SplittableRandom random = new SplittableRandom(SEED);
        List<byte[]> corpus = new ArrayList<>();
        List<CrdtCodec<?>> codecs = corpus(corpus);
        Mutations mutations = new Mutations(random, corpus);
        int read = 0;
        for (int i = 0; i < MESSAGES; i++) {
            byte[] message = mutations.next();
            read += isRead(codecs.get(random.nextInt(codecs.size())), message, i) ? 1 : 0;
        }
        assertThat(read).as("messages that got through").isGreaterThan(MESSAGES / 1_000);
    }

    private static <T> boolean isRead(CrdtCodec<T> codec, byte[] message, int index) {
        long before = Allocation.bytesSoFar();
        T state;
        try {
            state = codec.decode(message);
        } catch (MalformedPacketException e) {
            assertThat(e.rejection()).isNotNull();
            return false;
        } catch (RuntimeException | Error e) {
            throw new AssertionError(replay(index, message), e);
        }
        if (Allocation.bytesSoFar() - before > ALLOCATION_MAX) {
            throw new AssertionError("Too much memory; " + replay(index, message));
        }
        assertThat(codec.encode(state)).as(() -> replay(index, message)).isEqualTo(message);
        return true;
    }

    private static String replay(int index, byte[] message) {
        return "swarm.fuzz.seed=" + SEED + ", number " + index + ": "
                + HexFormat.of().formatHex(message);
    }

    private static List<CrdtCodec<?>> corpus(List<byte[]> corpus) {
        CrdtCodec<OrSet<String>> sets = CrdtCodec.orSet(ValueCodec.TEXT);
        OrSet<String> set = OrSet.<String>empty().addAll(A, Set.of("x", "y"));
        set = set.merge(OrSet.<String>empty().add(B, "x"));
        corpus.add(sets.encode(set));

        CrdtCodec<OrMap<String, MvRegister<String>>> maps =
                CrdtCodec.orMap(ValueCodec.TEXT, CrdtCodec.mvRegister(ValueCodec.TEXT));
        OrMap<String, MvRegister<String>> map = OrMap.empty(MvRegister.empty());
        map = map.merge(map.update("k", value -> value.assign(A, "v")));
        map = map.merge(map.update("l", value -> value.assign(B, "w")));
        corpus.add(maps.encode(map));

        CrdtCodec<CausalContext> contexts = CrdtCodec.causalContext();
        corpus.add(contexts.encode(CausalContext.of(List.of(new Dot(A, 1), new Dot(A, 300), new Dot(B, 1L << 40)))));
        CrdtCodec<GCounter> counters = CrdtCodec.gCounter();
        corpus.add(counters.encode(GCounter.EMPTY.increment(A, 5).merge(GCounter.EMPTY.increment(B, 1_000))));
        CrdtCodec<EnableWinsFlag> flags = CrdtCodec.enableWinsFlag();
        corpus.add(flags.encode(EnableWinsFlag.EMPTY.enable(A)));
        Comparator<String> order = Comparator.naturalOrder();
        CrdtCodec<LwwRegister<String>> registers = CrdtCodec.lwwRegister(ValueCodec.TEXT, order);
        corpus.add(registers.encode(LwwRegister.of(new Stamp(77, A), "value", order)));
        return List.of(sets, maps, contexts, counters, flags, registers);
    }
}
