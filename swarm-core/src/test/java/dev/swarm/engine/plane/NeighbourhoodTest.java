package dev.swarm.engine.plane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.NodeId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NeighbourhoodTest {

    private static final int ALL = 8;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 9})
    void aSmallClusterIsAMesh(int size) {
        assertThat(choices(size).values()).allMatch(chosen -> chosen.size() == size - 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 11, 50, 300})
    void aLargerOneIsConnectedShallowAndEachChoosesAFew(int size) {
        Map<NodeId, Set<NodeId>> choices = choices(size);
        assertThat(choices.values()).allMatch(chosen -> chosen.size() == 6);

        Map<NodeId, Set<NodeId>> graph = new TreeMap<>();
        choices.forEach((node, chosen) -> chosen.forEach(other -> {
            graph.computeIfAbsent(node, any -> new TreeSet<>()).add(other);
            graph.computeIfAbsent(other, any -> new TreeSet<>()).add(node);
        }));

        assertThat(depth(graph)).isBetween(1, 6);
        assertThat(graph.values()).allMatch(linked -> linked.size() <= 24);
    }

    @Test
    void theRingAloneConnectsAll() {
        Map<NodeId, Set<NodeId>> choices = choices(100);
        Map<NodeId, Set<NodeId>> ring = new TreeMap<>();
        choices.forEach((node, chosen) -> ring.put(node, new HashSet<>(new ArrayList<>(chosen).subList(0, 2))));

        assertThat(reached(ring)).isEqualTo(100);
        ring.forEach((node, two) -> two.forEach(
                other -> assertThat(ring.getOrDefault(other, Set.of())).contains(node)));
    }

    @Test
    void oneMemberMoreChangesFewChoices() {
        Map<NodeId, Set<NodeId>> before = choices(200);
        Map<NodeId, Set<NodeId>> after = choices(201);
        int changed = 0;
        for (Map.Entry<NodeId, Set<NodeId>> each : before.entrySet()) {
            Set<NodeId> lost = new HashSet<>(each.getValue());
            lost.removeAll(after.getOrDefault(each.getKey(), Set.of()));
            changed += lost.size();
        }

        assertThat(changed).isLessThanOrEqualTo(20);
    }

    @Test
    void theOrderOfTheListDoesNotMatter() {
        List<NodeId> nodes = new ArrayList<>(nodes(60));
        NodeId centre = nodes.remove(17);
        Set<NodeId> chosen = Neighbourhood.of(centre, nodes, ALL);
        Collections.reverse(nodes);

        assertThat(Neighbourhood.of(centre, nodes, ALL)).isEqualTo(chosen);
    }

    private static Map<NodeId, Set<NodeId>> choices(int size) {
        Map<NodeId, Set<NodeId>> choices = new TreeMap<>();
        for (NodeId node : nodes(size)) {
            List<NodeId> others = new ArrayList<>(nodes(size));
            others.remove(node);
            choices.put(node, Neighbourhood.of(node, others, ALL));
        }
        return choices;
    }

    private static List<NodeId> nodes(int size) {
        return IntStream.range(0, size).mapToObj(i -> NodeId.of("node-" + i)).toList();
    }

    private static int reached(Map<NodeId, Set<NodeId>> graph) {
        return distances(graph).size();
    }

    private static int depth(Map<NodeId, Set<NodeId>> graph) {
        Map<NodeId, Integer> distances = distances(graph);
        assertThat(distances).hasSize(graph.size());
        return distances.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    private static Map<NodeId, Integer> distances(Map<NodeId, Set<NodeId>> graph) {
        Map<NodeId, Integer> distances = new TreeMap<>();
        Deque<NodeId> queue = new ArrayDeque<>();
        NodeId first = graph.keySet().iterator().next();
        distances.put(first, 0);
        queue.add(first);
        while (!queue.isEmpty()) {
            NodeId node = queue.removeFirst();
            for (NodeId next : graph.getOrDefault(node, Set.of())) {
                if (distances.putIfAbsent(next, distances.getOrDefault(node, 0) + 1) == null) {
                    queue.add(next);
                }
            }
        }
        return distances;
    }
}
