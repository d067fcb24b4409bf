package dev.swarm.crdt;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What a change costs when much is there already; counted in allocated bytes, which no busy machine disturbs. */
class GrowthTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final ReplicaId A = new ReplicaId("a", 1);
    private static final int FEW = 1_000;
    private static final int MANY = 100_000;
    private static final int CHANGES = 1_000;

    @Test
    void changingABigSetCostsAsMuchAsASmallOne() {
        UnaryOperator<OrSet<Integer>> addAndRemove = set -> {
            OrSet<Integer> changed = set;
            for (int i = 0; i < CHANGES; i++) {
                changed = changed.merge(changed.add(A, -i));
                changed = changed.merge(changed.remove(i));
            }
            return changed;
        };
        long few = bytesOf(addAndRemove, filled(FEW));
        long many = bytesOf(addAndRemove, filled(MANY));
        assertThat(many).isLessThan(3 * few);
        assertThat(many / CHANGES).isLessThan(16_384);
    }

    @Test
    void changingABigSetWithinAMapCostsAsMuchAsASmallOne() {
        UnaryOperator<OrMap<String, OrSet<Integer>>> addAndRemove = map -> {
            OrMap<String, OrSet<Integer>> changed = map;
            for (int i = 0; i < CHANGES; i++) {
                int element = i;
                changed = changed.merge(changed.update("k", set -> set.add(A, -element)));
                changed = changed.merge(changed.update("k", set -> set.remove(element)));
            }
            return changed;
        };
        long few = bytesOf(addAndRemove, nested(FEW));
        long many = bytesOf(addAndRemove, nested(MANY));
        assertThat(many).isLessThan(3 * few);
    }

    private static OrSet<Integer> filled(int size) {
        OrSet<Integer> set = OrSet.empty();
        for (int i = 0; i < size; i++) {
            set = set.merge(set.add(A, i));
        }
        return set;
    }

    private static OrMap<String, OrSet<Integer>> nested(int size) {
        OrMap<String, OrSet<Integer>> map = OrMap.empty(OrSet.empty());
        for (int i = 0; i < size; i++) {
            int element = i;
            map = map.merge(map.update("k", set -> set.add(A, element)));
        }
        return map;
    }

    private static <T> long bytesOf(UnaryOperator<T> change, T start) {
        T warm = change.apply(start);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        T changed = change.apply(start);
        long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertThat(changed).isEqualTo(warm);
        return bytes;
    }
}
