package dev.swarm.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.config.TopologyConfig;
import java.time.Duration;

/** Who expects others waits for them before it commands, but not for ever. */
class ExpectedSizeSimTest {

    private static final Duration WAIT = Duration.ofSeconds(30);

    @SimTest(seeds = 10)
    void nobodyStandsBeforeAsManyAreHereAsAreExpected(long seed) {
        SimCluster cluster = cluster(seed, 4);
        CommandWatch watch = CommandWatch.over(cluster, 1);
        for (int i = 0; i < 3; i++) {
            ElectionChaos.start(cluster, cluster.node(i));
            cluster.runFor(Duration.ofSeconds(5));
            assertThat(watch.commands()).as("with %d nodes", i + 1).isZero();
        }

        ElectionChaos.start(cluster, cluster.node(3));
        cluster.runUntil("the first commands", () -> isCommander(cluster, 0), Duration.ofSeconds(10));
        assertThat(watch.commands()).isEqualTo(1);
    }

    @SimTest(seeds = 10)
    void whoWaitsInVainCommandsAfterTheLimit(long seed) {
        SimCluster cluster = cluster(seed, 3);
        for (SimNode node : cluster.range(0, 2)) {
            ElectionChaos.start(cluster, node);
        }
        cluster.runFor(WAIT.minusSeconds(1));
        assertThat(cluster.range(0, 2)).noneMatch(CommandWatch::isCommanding);

        cluster.runUntil(
                "one commands",
                () -> cluster.range(0, 2).stream()
                                .filter(CommandWatch::isCommanding)
                                .count()
                        == 1,
                Duration.ofSeconds(10));
    }

    @SimTest(seeds = 10)
    void ofIslandsThatExpectEachOtherNoneHasACommanderBeforeTheyMeet(long seed) {
        SimCluster cluster = cluster(seed, 4);
        CommandWatch watch = CommandWatch.over(cluster, 1);
        cluster.partition(cluster.range(0, 2), cluster.range(2, 4));
        cluster.nodes()
                .forEach(node -> node.start(
                        cluster.nodes().stream().map(SimNode::address).toList()));
        cluster.runFor(Duration.ofSeconds(20));
        assertThat(watch.commands()).isZero();

        cluster.heal();
        cluster.runUntil("one of all", () -> watch.commanding().size() == 1, WAIT);
        cluster.runFor(Duration.ofSeconds(15));
        assertThat(watch.commanding()).hasSize(1);
    }

    private static boolean isCommander(SimCluster cluster, int index) {
        return CommandWatch.isCommanding(cluster.node(index));
    }

    private static SimCluster cluster(long seed, int nodes) {
        TopologyConfig config =
                TopologyConfig.defaults().withExpectedSize(nodes).withExpectedWait(WAIT);
        SimSettings settings = SimSettings.of(nodes)
                .with(config)
                .with(new SimSettings.Clocks(Duration.ZERO, Duration.ofNanos(100_000), 0));
        return SimCluster.of(seed, settings);
    }
}
