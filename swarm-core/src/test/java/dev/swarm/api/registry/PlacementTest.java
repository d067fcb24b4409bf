package dev.swarm.api.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.NodeId;
import dev.swarm.api.registry.Placement.NodeLoad;
import dev.swarm.api.registry.Placement.Question;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where the placements that come with the library put names. */
class PlacementTest {

    private static final NodeId A = NodeId.of("a");
    private static final NodeId B = NodeId.of("b");
    private static final NodeId C = NodeId.of("c");

    @Test
    void theRingGivesToTheOwner() {
        Placement ring = Placement.ring();
        assertThat(ring.place(question(null, null, loads(9, 0, 0)))).isEqualTo(B);
        assertThat(ring.place(question("c", C, loads(0, 9, 0)))).isEqualTo(B);
    }

    @Test
    void aPinHoldsANameWhereItsHintSays() {
        Placement pinned = Placement.pinned();
        assertThat(pinned.place(question("c", null, loads(0, 0, 9)))).isEqualTo(C);
        assertThat(pinned.place(question("c", A, loads(0, 0, 9)))).isEqualTo(C);
    }

    @Test
    void withoutItsNodeAPinGivesToTheOwner() {
        Placement pinned = Placement.pinned();
        assertThat(pinned.place(question("d", A, loads(0, 9, 0)))).isEqualTo(B);
        assertThat(pinned.place(question(null, A, loads(0, 9, 0)))).isEqualTo(B);
        assertThat(pinned.place(question("", null, loads(0, 9, 0)))).isEqualTo(B);
    }

    @Test
    void theLeastLoadedTakesWhatLivesNowhere() {
        Placement placement = Placement.leastLoaded();
        assertThat(placement.place(question(null, null, loads(3, 2, 1)))).isEqualTo(C);
        assertThat(placement.place(question("a", null, loads(1, 2, 3)))).isEqualTo(A);
    }

    @Test
    void whatLivesSomewhereStaysWhateverTheLoad() {
        Placement placement = Placement.leastLoaded();
        assertThat(placement.place(question(null, A, loads(1_000, 0, 0)))).isEqualTo(A);
    }

    @Test
    void loadIsNamesForTheWeight() {
        List<NodeLoad> nodes = List.of(new NodeLoad(A, 100, 10), new NodeLoad(B, 50, 6), new NodeLoad(C, 1_000, 99));
        assertThat(Placement.leastLoaded().place(question(null, null, nodes))).isEqualTo(C);
    }

    @Test
    void ofEquallyLoadedOnesTheOwnerTakesElseTheFirstByName() {
        Placement placement = Placement.leastLoaded();
        assertThat(placement.place(question(null, null, loads(1, 1, 1)))).isEqualTo(B);
        assertThat(placement.place(question(null, null, loads(1, 2, 1)))).isEqualTo(A);
    }

    @Test
    void loadsOfAnySizeAreCompared() {
        List<NodeLoad> nodes = List.of(
                new NodeLoad(A, 1, Integer.MAX_VALUE),
                new NodeLoad(B, 1_000, Integer.MAX_VALUE),
                new NodeLoad(C, 999, Integer.MAX_VALUE));
        assertThat(Placement.leastLoaded().place(question(null, null, nodes))).isEqualTo(B);
    }

    @Test
    void namesPlacedOneByOneSpreadByWeight() {
        Placement placement = Placement.leastLoaded();
        SplittableRandom random = new SplittableRandom(8);
        Map<NodeId, Integer> weights = Map.of(A, 100, B, 200, C, 300);
        Map<NodeId, Integer> names = new HashMap<>();
        for (int i = 0; i < 6_000; i++) {
            List<NodeLoad> nodes = new ArrayList<>();
            for (NodeId node : List.of(A, B, C)) {
                nodes.add(new NodeLoad(node, weights.getOrDefault(node, 0), names.getOrDefault(node, 0)));
            }
            NodeId owner = nodes.get(random.nextInt(3)).node();
            names.merge(placement.place(new Question("n" + i, "t", null, null, owner, nodes)), 1, Integer::sum);
        }
        assertThat(names.get(A)).isBetween(999, 1_001);
        assertThat(names.get(B)).isBetween(1_999, 2_001);
        assertThat(names.get(C)).isBetween(2_999, 3_001);
    }

    private static Question question(@Nullable String hint, @Nullable NodeId current, List<NodeLoad> nodes) {
        return new Question("scope/name", "t", hint, current, B, nodes);
    }

    private static List<NodeLoad> loads(int ofA, int ofB, int ofC) {
        return List.of(new NodeLoad(A, 100, ofA), new NodeLoad(B, 100, ofB), new NodeLoad(C, 100, ofC));
    }
}
