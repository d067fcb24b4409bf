package dev.swarm.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.NodeId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * No islands from a partition longer than the rounds of the protocol; {@link StartSimTest} is about those of a start.
 */
class IslandsSimTest {

    @SimTest(seeds = 50)
    void halvesThatWereApartForTenMinutesAreOneClusterWithinHalfAMinute(long seed) {
        SimCluster cluster = SimCluster.of(seed, SimSettings.of(12));
        cluster.startAllAndConverge(Duration.ofSeconds(30));
        List<SimNode> shuffled = shuffled(cluster);
        int half = shuffled.size() / 2;
        cluster.partition(shuffled.subList(0, half));
        cluster.runFor(Duration.ofMinutes(10));
        assertThat(cluster.convergedOn(names(shuffled.subList(0, half)))).isTrue();
        assertThat(cluster.convergedOn(names(shuffled.subList(half, shuffled.size()))))
                .isTrue();

        Duration taken = cluster.thenConverges(Duration.ofSeconds(30));
        assertThat(taken).isPositive();
    }

    private static List<SimNode> shuffled(SimCluster cluster) {
        Set<Integer> drawn = new HashSet<>();
        return cluster.chance()
                .ints(0, cluster.nodes().size())
                .filter(drawn::add)
                .limit(cluster.nodes().size())
                .mapToObj(cluster::node)
                .toList();
    }

    private static Set<NodeId> names(List<SimNode> nodes) {
        return nodes.stream().map(SimNode::id).collect(Collectors.toSet());
    }
}
