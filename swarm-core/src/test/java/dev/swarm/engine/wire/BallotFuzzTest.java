package dev.swarm.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.NodeId;
import dev.swarm.api.Role;
import dev.swarm.engine.wire.topology.AskKind;
import dev.swarm.engine.wire.topology.BallotCodec;
import dev.swarm.engine.wire.topology.BallotMessage;
import dev.swarm.engine.wire.topology.BallotMessage.Ask;
import dev.swarm.engine.wire.topology.BallotMessage.LetGo;
import dev.swarm.engine.wire.topology.BallotMessage.Release;
import dev.swarm.engine.wire.topology.BallotMessage.Vote;
import dev.swarm.engine.wire.topology.CommandValue;
import dev.swarm.engine.wire.topology.Ending;
import dev.swarm.engine.wire.topology.RoleValue;
import dev.swarm.engine.wire.topology.Verdict;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Half a million random or damaged messages about command, and as many values: they are read or refused, nothing else,
 * and what was read can be written and read again.
 */
class BallotFuzzTest {

    private static final long SEED = Long.getLong("swarm.fuzz.seed", 20_260_101);
    private static final int INPUTS = 500_000 * Integer.getInteger("swarm.fuzz.factor", 1);

    /** What may be refused; returns it written again. */
    private interface Reading {

        byte[] readAndWrite(byte[] bytes) throws MalformedPacketException;
    }

    @Test
    void messagesAreReadOrRefused() {
        fuzz(
                List.of(
                        BallotCodec.encode(new Ask(AskKind.RENEWAL, 1_767_225_600_000L, 1L << 40, 77, true, 4_850)),
                        BallotCodec.encode(new Ask(AskKind.TRIAL, 1, 0, 0, false, 0)),
                        BallotCodec.encode(new Vote(AskKind.BALLOT, 5, 9, Verdict.BOUND, 4, NodeId.of("gotham"))),
                        BallotCodec.encode(new Vote(AskKind.TRIAL, 5, 9, Verdict.GRANTED, 0, null)),
                        BallotCodec.encode(new LetGo()),
                        BallotCodec.encode(new Release(BallotMessage.MAX_TERM, Ending.LEAVING))),
                bytes -> BallotCodec.encode(BallotCodec.decode(bytes)));
    }

    @Test
    void valuesAreReadOrRefused() {
        fuzz(
                List.of(
                        new CommandValue(NodeId.of("gotham"), 1L << 40, 1L << 41, null).encode(),
                        new CommandValue(NodeId.of("é"), 0, 1, Ending.QUORUM_LOST).encode()),
                bytes -> CommandValue.decode(bytes).encode());
        fuzz(List.of(RoleValue.encode(Role.RELAY)), bytes -> RoleValue.encode(RoleValue.decode(bytes)));
        fuzz(List.of(RoleValue.encode(NodeId.of("gotham"))), bytes -> {
            NodeId node = RoleValue.decodeChoice(bytes);
            return node == null ? new byte[1] : RoleValue.encode(node);
        });
    }

    private static void fuzz(List<byte[]> corpus, Reading reading) {
        Mutations mutations = new Mutations(new SplittableRandom(SEED), corpus);
        int read = 0;
        for (int i = 0; i < INPUTS; i++) {
            byte[] bytes = mutations.next();
            try {
                byte[] written = reading.readAndWrite(bytes);
                assertThat(reading.readAndWrite(written)).isEqualTo(written);
                read++;
            } catch (MalformedPacketException e) {
                assertThat(e.rejection()).isNotNull();
            } catch (RuntimeException | Error e) {
                String hex = HexFormat.of().formatHex(bytes);
                throw new AssertionError("swarm.fuzz.seed=" + SEED + ", number " + i + ": " + hex, e);
            }
        }
        assertThat(read).as("inputs that got through").isGreaterThan(INPUTS / 1_000);
    }
}
