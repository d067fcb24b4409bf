package dev.swarm.engine.wire.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarm.api.Rejection;
import dev.swarm.crdt.Dot;
import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.replication.ReplicaMessage.AskHashes;
import dev.swarm.engine.wire.replication.ReplicaMessage.AskLeaves;
import dev.swarm.engine.wire.replication.ReplicaMessage.Digest;
import dev.swarm.engine.wire.replication.ReplicaMessage.Ended;
import dev.swarm.engine.wire.replication.ReplicaMessage.Graft;
import dev.swarm.engine.wire.replication.ReplicaMessage.Hashes;
import dev.swarm.engine.wire.replication.ReplicaMessage.Have;
import dev.swarm.engine.wire.replication.ReplicaMessage.LeafPart;
import dev.swarm.engine.wire.replication.ReplicaMessage.Leaves;
import dev.swarm.engine.wire.replication.ReplicaMessage.Prune;
import dev.swarm.engine.wire.replication.ReplicaMessage.Push;
import dev.swarm.engine.wire.replication.ReplicaMessage.Run;
import dev.swarm.engine.wire.replication.ReplicaMessage.TooOld;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of each message of replication, as they must stay, and that all that is written can be read. */
class ReplicaCodecTest {

    private static final ReplicaId A = new ReplicaId("a", 1);
    private static final ReplicaId B = new ReplicaId("node-b", -1);
    private static final String SPELT_A = "0001610000000000000001";
    private static final String SPELT_B = "00066e6f64652d62ffffffffffffffff";
    private static final int MESSAGES = 20_000;

    @Test
    void aPushHasItsWritesByRun() {
        Write value = new Write(new Dot(A, 5), Key.of("k"), 300, new byte[] {'v'}, List.of());
        Write removal = new Write(new Dot(A, 7), Key.of("é"), 1 << 20, null, List.of(new Dot(B, 128)));
        assertBytes(
                new Push(List.of(new Run(A, 5, 7, List.of(value, removal)))),
                "010001" + SPELT_A + "050202" + "00016bac02027600" + "0102c3a98080400001" + SPELT_B + "8001");
    }

    @Test
    void whatIsKnownIsOneNumberForEachReplica() {
        Map<ReplicaId, Long> two = new LinkedHashMap<>();
        two.put(A, 7L);
        two.put(B, 1L << 40);
        assertBytes(new Have(false, two), "010102" + SPELT_A + "07" + SPELT_B + "808080808020");
        assertBytes(new Have(true, Map.of(A, 7L)), "010201" + SPELT_A + "07");
        assertBytes(new Graft(Map.of(B, 200L)), "010501" + SPELT_B + "c801");
        assertBytes(new Prune(List.of(B, A)), "010402" + SPELT_B + SPELT_A);
    }

    @Test
    void equalStatesCostEighteenBytes() {
        assertBytes(new Digest(-2, 0x0123_4567_89AB_CDEFL), "0103fffffffffffffffe0123456789abcdef");
    }

    @Test
    void comparisonsWalkDownTheTree() {
        assertBytes(new TooOld(), "0106");
        assertBytes(new AskHashes(1, List.of(3, 15)), "01070102030f");
        List<Long> hashes = new ArrayList<>();
        StringBuilder hex = new StringBuilder();
        for (long i = -3; i < 13; i++) {
            hashes.add(i);
            hex.append(HexFormat.of().toHexDigits(i));
        }
        assertBytes(new Hashes(0, List.of(0), hashes, Map.of(A, 9L)), "0108000100" + hex + "01" + SPELT_A + "09");
        assertBytes(new AskLeaves(List.of(0, 4_095)), "01090200ff1f");
    }

    @Test
    void leavesSpellEachReplicaOnce() {
        Write write = new Write(new Dot(B, 3), Key.of("k"), 5, new byte[0], List.of());
        LeafPart part =
                new LeafPart(4_095, false, true, List.of(write), List.of(new Ended(Key.of("gone"), new Dot(A, 12))));
        assertBytes(
                new Leaves(Map.of(A, 9L), List.of(part)),
                "010a01" + SPELT_A + "0901ff1f0201" + SPELT_B + "03016b050100" + "0104676f6e65010c");
    }

    @Test
    void whatIsWrittenIsRead() throws MalformedPacketException {
        ReplicaSamples samples = new ReplicaSamples(new SplittableRandom(5));
        for (int i = 0; i < MESSAGES; i++) {
            ReplicaMessage message = samples.next();
            byte[] bytes = ReplicaEncoder.encode(message);
            ReplicaMessage read = decode(bytes);
            assertThat(ReplicaEncoder.encode(read)).isEqualTo(bytes);
            assertThat(withObjects(read))
                    .as("message %d", i)
                    .usingRecursiveComparison()
                    .withStrictTypeChecking()
                    .isEqualTo(message);
        }
    }

    private static ReplicaMessage withObjects(ReplicaMessage message) {
        return message instanceof Push push
                ? new Push(push.runs().stream()
                        .map(run -> new Run(run.origin(), run.first(), run.last(), new ArrayList<>(run.writes())))
                        .toList())
                : message;
    }

    @Test
    void ofARunEachWriteStaysBytesThatEndedNoneAndIsSmallAndInAscii() throws MalformedPacketException {
        List<Write> plain = List.of(
                write(3, "n:name", new byte[] {1}),
                write(4, "n:", new byte[64]),
                write(5, "without a letter", new byte[0]),
                write(9, "x", new byte[] {-1}));
        List<Write> others = List.of(
                write(10, "n:nämé", new byte[] {1}),
                write(11, "n:large", new byte[65]),
                write(12, "n:removed", null),
                new Write(new Dot(A, 13), Key.of("n:k"), 1, new byte[] {1}, List.of(new Dot(B, 1))));
        List<Write> all = new ArrayList<>(plain);
        all.addAll(others);
        Run run = new Run(A, 3, 13, all);
        Run read = ((Push) decode(ReplicaEncoder.encode(new Push(List.of(run)))))
                .runs()
                .get(0);
        assertThat(read.roughBytes()).isEqualTo(run.roughBytes());
        PlainWrite shown = new PlainWrite();
        for (int i = 0; i < all.size(); i++) {
            Write write = all.get(i);
            assertThat(WriteList.show(read.writes(), i, shown)).isEqualTo(plain.contains(write));
            if (plain.contains(write)) {
                assertThat(shown.keyHash()).isEqualTo(write.key().hashCode());
                assertThat(shown.roughBytes()).isEqualTo(write.roughBytes());
                assertThat(shown.write(A)).usingRecursiveComparison().isEqualTo(write);
            }
            assertThat(read.writes().get(i)).usingRecursiveComparison().isEqualTo(write);
        }
    }

    private static Write write(long number, String key, byte @Nullable [] value) {
        return new Write(new Dot(A, number), Key.of(key), number * 1_000_003, value, List.of());
    }

    @Test
    void aMessageThatIsCutAnywhereIsRefused() {
        ReplicaSamples samples = new ReplicaSamples(new SplittableRandom(6));
        for (int i = 0; i < 2_000; i++) {
            byte[] whole = ReplicaEncoder.encode(samples.next());
            for (int length = 0; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertThatThrownBy(() -> decode(cut)).isInstanceOf(MalformedPacketException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0203", // another channel
                "010b", // no such type
                "010600", // a byte too many
                "010101" + SPELT_A + "00", // the number zero
                "010101" + SPELT_A + "80808080808080808001", // a number below zero
                "01010101" + "05", // a replica that was not spelt
                "01010100000000000000000001" + "05", // a replica without a name
                "010001" + SPELT_A + "050101" + "0200016bac0202760000", // a write behind its run
                "010001" + SPELT_A + "050002" + "00016bac02027600" + "00016bac02027600", // more writes than numbers
                "010001" + SPELT_A + "05808004" + "00", // a run of more than 65,536
                "010001" + SPELT_A + "05000100" + "00ac02027600", // a key without a name
                "010703" + "00", // deeper than the tree
                "01090180808001", // no such leaf
                "0108000200", // hashes that do not come
            })
    void whatNoEncoderWroteIsRefused(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThatThrownBy(() -> decode(bytes)).isInstanceOfSatisfying(MalformedPacketException.class, refusal -> {
            assertThat(refusal.rejection()).isIn(Rejection.MALFORMED, Rejection.OVERSIZED, Rejection.UNEXPECTED_TYPE);
        });
    }

    private static void assertBytes(ReplicaMessage message, String hex) {
        assertThat(HexFormat.of().formatHex(ReplicaEncoder.encode(message))).isEqualTo(hex);
        try {
            assertThat(decode(HexFormat.of().parseHex(hex)))
                    .usingRecursiveComparison()
                    .isEqualTo(message);
        } catch (MalformedPacketException e) {
            throw new AssertionError(e);
        }
    }

    private static ReplicaMessage decode(byte[] bytes) throws MalformedPacketException {
        return ReplicaDecoder.decode(bytes, UnaryOperator.identity());
    }
}
