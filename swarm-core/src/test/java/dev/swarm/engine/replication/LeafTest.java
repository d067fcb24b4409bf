package dev.swarm.engine.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarm.crdt.Dot;
import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.wire.replication.Write;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A leaf is a map, whatever the hashes of its keys, and its order hangs on its content alone. */
class LeafTest {

    private static final ReplicaId ORIGIN = new ReplicaId("a", 1);

    @Test
    void aLeafIsLikeAMapUnderAnyHistory() {
        for (long seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int bound = 1 + random.nextInt(400);
            Leaf leaf = new Leaf();
            Map<String, Row> model = new HashMap<>();
            for (int step = 0; step < 5_000; step++) {
                String key = key(random.nextInt(bound));
                // now more come than go, now more go
                if (random.nextInt(100) < (step / 500 % 2 == 0 ? 80 : 20)) {
                    Row row = row(key);
                    assertThat(leaf.put(row)).isEqualTo(model.put(key, row) == null);
                } else {
                    assertThat(leaf.remove(key)).isEqualTo(model.remove(key) != null);
                }
                String other = key(random.nextInt(bound));
                assertThat(leaf.get(other)).isSameAs(model.get(other));
                assertThat(leaf.isEmpty()).isEqualTo(model.isEmpty());
            }
            Map<String, Row> content = new HashMap<>();
            leaf.forEach(content::put);
            assertThat(content).isEqualTo(model);
            assertThat(leaf.keys()).containsExactlyInAnyOrderElementsOf(model.keySet());
        }
    }

    @Test
    void theOrderIsThatOfTheContentNotOfItsHistory() {
        Leaf one = new Leaf();
        Leaf other = new Leaf();
        for (int i = 0; i < 500; i++) {
            one.put(row(key(i)));
            other.put(row(key(999 - i)));
        }
        for (int i = 500; i < 1_000; i++) {
            one.put(row(key(i)));
            other.put(row(key(999 - i)));
        }
        assertThat(one.keys()).hasSize(1_000).isEqualTo(other.keys());
    }

    @Test
    void keysOfOneHashAreToldApart() {
        Leaf leaf = new Leaf();
        List<String> keys = new ArrayList<>(List.of(""));
        for (int i = 0; i < 12; i++) {
            List<String> longer = new ArrayList<>();
            keys.forEach(key -> longer.addAll(List.of(key + "Aa", key + "BB")));
            keys = longer;
        }
        keys.forEach(key -> leaf.put(row(key)));
        assertThat(leaf.keys()).hasSize(4_096).isSorted();
        for (String key : keys) {
            Row row = Objects.requireNonNull(leaf.get(key), key);
            assertThat(row.write().key()).isEqualTo(key);
        }
    }

    @Test
    void noKeyMayComeOrGoWhileTheyAreHandedOver() {
        Leaf leaf = new Leaf();
        leaf.put(row("a"));
        leaf.put(row("b"));
        assertThatThrownBy(() -> leaf.forEach((key, row) -> leaf.remove(key)))
                .isInstanceOf(ConcurrentModificationException.class);
        Leaf replaced = new Leaf();
        replaced.put(row("a"));
        replaced.forEach((key, row) -> replaced.put(row(key)));
        assertThat(replaced.keys()).containsExactly("a");
    }

    @Test
    void nothingIsInTheEmptyLeaf() {
        assertThat(Leaf.EMPTY.get("a")).isNull();
        assertThat(Leaf.EMPTY.remove("a")).isFalse();
        assertThat(Leaf.EMPTY.isEmpty()).isTrue();
        assertThat(Leaf.EMPTY.keys()).isEmpty();
    }

    /** Returns one of many keys, of which each four have one hash. */
    private static String key(int index) {
        String end = List.of("AaAa", "AaBB", "BBAa", "BBBB").get(index % 4);
        return "n:" + index / 4 + end;
    }

    private static Row row(String key) {
        return new Row(new Write(new Dot(ORIGIN, 1), key, 1, new byte[0], List.of()), null);
    }
}
