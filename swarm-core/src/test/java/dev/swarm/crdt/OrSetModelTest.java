package dev.swarm.crdt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * The set beside the one of the specification: unique tags and tombstones that are never forgotten (Shapiro et al.
 * 2011, section 3.3.5), through the same changes and deliveries.
 */
class OrSetModelTest {

    private static final int HISTORIES = 10_000;
    private static final int REPLICAS = 3;

    @Test
    void behavesAsTheSetWithTombstones() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            new Run(seed).run(30);
        }
    }

    /** The specification: tags with their elements, and those that were removed. */
    private record Model(Map<Integer, String> added, Set<Integer> removed) {

        static Model empty() {
            return new Model(Map.of(), Set.of());
        }

        Model merge(Model other) {
            Map<Integer, String> allAdded = new HashMap<>(added);
            allAdded.putAll(other.added);
            Set<Integer> allRemoved = new HashSet<>(removed);
            allRemoved.addAll(other.removed);
            return new Model(allAdded, allRemoved);
        }

        /** Names the live tags only, as a delta of the set names live dots only. */
        Model remove(String element) {
            Set<Integer> tags = new HashSet<>();
            added.forEach((tag, tagged) -> {
                if (tagged.equals(element) && !removed.contains(tag)) {
                    tags.add(tag);
                }
            });
            return new Model(Map.of(), tags);
        }

        Set<String> elements() {
            Set<String> live = new HashSet<>();
            added.forEach((tag, element) -> {
                if (!removed.contains(tag)) {
                    live.add(element);
                }
            });
            return live;
        }
    }

    /** A state or delta in both forms. */
    private record Twin(OrSet<String> set, Model model) {

        Twin merge(Twin other) {
            return new Twin(set.merge(other.set), model.merge(other.model));
        }
    }

    private static final class Run {

        private final int seed;
        private final SplittableRandom random;
        private final List<Twin> twins = new ArrayList<>();
        private final List<Twin> deltas = new ArrayList<>();

        private Run(int seed) {
            this.seed = seed;
            this.random = new SplittableRandom(seed);
            for (int i = 0; i < REPLICAS; i++) {
                twins.add(new Twin(OrSet.empty(), Model.empty()));
            }
        }

        private void run(int steps) {
            for (int i = 0; i < steps; i++) {
                int at = random.nextInt(REPLICAS);
                Twin arriving = random.nextBoolean() ? change(at, i) : delivered();
                Twin merged = twins.get(at).merge(arriving);
                twins.set(at, merged);
                assertThat(merged.set.elements()).as("seed %d", seed).isEqualTo(merged.model.elements());
                assertThat(merged.set.size()).isEqualTo(merged.model.elements().size());
            }
        }

        private Twin change(int at, int tag) {
            Twin twin = twins.get(at);
            String element = "e" + random.nextInt(4);
            Twin delta = random.nextInt(5) < 3
                    ? new Twin(
                            twin.set.add(new ReplicaId("n" + at, 0), element),
                            new Model(Map.of(tag, element), twin.model.remove(element).removed))
                    : new Twin(twin.set.remove(element), twin.model.remove(element));
            deltas.add(delta);
            return delta;
        }

        private Twin delivered() {
            return deltas.isEmpty() || random.nextInt(3) == 0
                    ? twins.get(random.nextInt(REPLICAS))
                    : deltas.get(random.nextInt(deltas.size()));
        }
    }
}
