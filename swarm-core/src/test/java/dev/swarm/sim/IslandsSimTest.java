package dev.swarm.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** No islands: neither from a start of all at once, nor from a partition longer than the rounds of the protocol. */
class IslandsSimTest {

    private static final int KNOWN = 3;

    /** The nodes of this test by {@code -Dswarm.sim.massStart=1000}; a tenth of it by default, for time. */
    private static final int STARTING = Integer.getInteger("swarm.sim.massStart", 100);

    @SimTest(seeds = 10)
    void manyThatStartAtOnceKnowingThreeAreOneClusterInSeconds(long seed) {
        SimCluster cluster = SimCluster.of(seed, SimSettings.of(STARTING).with(new SimSettings.Watch(STARTING, 0)));
        List<NodeAddress> known =
                cluster.range(0, KNOWN).stream().map(SimNode::address).toList();
        cluster.nodes().forEach(node -> node.start(known));

        Duration taken = cluster.runUntil("one cluster", cluster::isConverged, Duration.ofSeconds(10));
        assertThat(taken).isPositive();
        assertThat(cluster.staying()).hasSize(STARTING);
    }

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
