package dev.swarm.engine.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.NodeId;
import dev.swarm.api.config.MembershipConfig;
import dev.swarm.engine.step.Counters;
import dev.swarm.engine.step.StreamNumbers;
import dev.swarm.engine.wire.PacketCodec;
import dev.swarm.engine.wire.StreamCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Neighbours in the circle. */
class RingTest {

    private final Core core = core();
    private final Ring ring = new Ring(core);

    @Test
    void neighbourhoodIsMutualAndOfTheSameSizeForAll() {
        for (int i = 0; i < 200; i++) {
            add(Peer.node("n" + i, i));
        }
        Map<NodeId, List<NodeId>> all = new HashMap<>();
        core.table.all().forEach(entry -> all.put(entry.id(), ids(ring.neighbours(entry.id()))));

        all.forEach((id, neighbours) -> {
            assertThat(neighbours)
                    .hasSize(2 * Ring.REACH)
                    .doesNotHaveDuplicates()
                    .doesNotContain(id);
            assertThat(neighbours).allSatisfy(each -> assertThat(all.get(each)).contains(id));
        });
    }

    @Test
    void theCircleHasOneRound() {
        for (int i = 0; i < 50; i++) {
            add(Peer.node("n" + i, i));
        }
        NodeId first = NodeId.of("n0");
        List<NodeId> round = new ArrayList<>(List.of(first));
        NodeId at = ids(ring.neighbours(first)).get(0);
        while (!at.equals(first)) {
            round.add(at);
            at = ids(ring.neighbours(at)).get(0);
        }
        assertThat(round).hasSize(50).doesNotHaveDuplicates();
    }

    @Test
    void inASmallClusterAllAreNeighboursOfEachOther() {
        for (int n = 1; n <= 2 * Ring.REACH + 1; n++) {
            add(Peer.node("n" + n, n));
            assertThat(ring.neighbours(NodeId.of("n1"))).hasSize(n - 1);
        }
    }

    @Test
    void namesWithTheSameHashStillHaveAnOrder() {
        add(Peer.node("Aa", 1));
        add(Peer.node("BB", 2));
        for (int i = 0; i < 10; i++) {
            add(Peer.node("n" + i, 10 + i));
        }
        assertThat(ids(ring.neighbours(NodeId.of("Aa"))).get(0)).isEqualTo(NodeId.of("BB"));
        assertThat(ids(ring.neighbours(NodeId.of("BB"))).get(Ring.REACH)).isEqualTo(NodeId.of("Aa"));
    }

    @Test
    void guestsAndTheEndedAreOutside() {
        add(Peer.node("n1", 1));
        add(Peer.guest("g", 2));
        assertThat(ring.neighbours(NodeId.of("n1"))).isEmpty();
        assertThat(ring.neighbours(NodeId.of("g"))).isEmpty();
        assertThat(ring.neighbours(NodeId.of("nobody"))).isEmpty();
    }

    private void add(Peer peer) {
        core.table.add(new MemberEntry(peer.alive(1), 0));
    }

    private static List<NodeId> ids(List<MemberEntry> entries) {
        return entries.stream().map(MemberEntry::id).toList();
    }

    private static Core core() {
        Timing timing = new Timing(MembershipConfig.lan());
        Self self = new Self(StepRig.SELF, StepRig.HOME, Peer.meta(1));
        MembershipParts parts = new MembershipParts(
                StepRig.SELF,
                StepRig.HOME,
                Peer.meta(1),
                MembershipConfig.lan(),
                new Recorder(),
                new Nobody(),
                new PacketCodec(StepRig.PLAIN),
                new StreamCodec(StepRig.PLAIN),
                new StreamNumbers(),
                new Counters(),
                new SplittableRandom(1));
        return new Core(timing, self, parts);
    }
}
