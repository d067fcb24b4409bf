package dev.swarm.engine.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.wire.replication.Key;
import dev.swarm.engine.wire.replication.ReplicaBounds;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HashTreeTest {

    private static final ReplicaId A = new ReplicaId("a", 1);

    @Test
    void eachNodeIsTheSumOfItsChildren() {
        HashTree tree = new HashTree();
        for (int number = 1; number <= 10_000; number++) {
            tree.add(HashTree.leafOf(Key.of("key" + number)), HashTree.hash(A, number));
        }
        int width = 1;
        for (int depth = 0; depth < ReplicaBounds.DEPTH; depth++) {
            for (int node = 0; node < width; node++) {
                long sum = 0;
                for (int child = 0; child < ReplicaBounds.FANOUT; child++) {
                    sum += tree.at(depth + 1, node * ReplicaBounds.FANOUT + child);
                }
                assertThat(tree.at(depth, node)).isEqualTo(sum);
            }
            width *= ReplicaBounds.FANOUT;
        }
        assertThat(width).isEqualTo(ReplicaBounds.LEAVES);
    }

    @Test
    void dependsOnWhatIsThereAndNotOnTheWayToIt() {
        HashTree one = new HashTree();
        HashTree other = new HashTree();
        for (int number = 1; number <= 100; number++) {
            one.add(HashTree.leafOf(Key.of("k" + number)), HashTree.hash(A, number));
            other.add(HashTree.leafOf(Key.of("k" + (101 - number))), HashTree.hash(A, 101 - number));
            other.add(7, number);
            other.subtract(7, number);
        }
        assertThat(other.root()).isEqualTo(one.root()).isNotZero();
        for (int leaf = 0; leaf < ReplicaBounds.LEAVES; leaf++) {
            assertThat(other.at(ReplicaBounds.DEPTH, leaf)).isEqualTo(one.at(ReplicaBounds.DEPTH, leaf));
        }
    }

    @Test
    void keysAreSpreadOverAllLeaves() {
        int[] keys = new int[ReplicaBounds.LEAVES];
        for (int i = 0; i < 100 * ReplicaBounds.LEAVES; i++) {
            keys[HashTree.leafOf(Key.of("e:unit-" + i))]++;
        }
        assertThat(IntStream.of(keys)).allMatch(count -> count > 40 && count < 180);
    }

    @Test
    void namesOfWritesDoNotCollide() {
        Set<Long> hashes = new HashSet<>();
        for (int node = 0; node < 10; node++) {
            for (int session = 0; session < 10; session++) {
                for (int number = 1; number <= 1_000; number++) {
                    hashes.add(HashTree.hash(new ReplicaId("n" + node, session), number));
                }
            }
        }
        assertThat(hashes).hasSize(100_000);
    }

    @Test
    void knowsWhichNodesThereAre() {
        assertThat(HashTree.exists(0, 0)).isTrue();
        assertThat(HashTree.exists(0, 1)).isFalse();
        assertThat(HashTree.exists(ReplicaBounds.DEPTH, ReplicaBounds.LEAVES - 1))
                .isTrue();
        assertThat(HashTree.exists(1, ReplicaBounds.FANOUT)).isFalse();
    }
}
