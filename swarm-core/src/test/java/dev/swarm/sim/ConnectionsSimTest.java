package dev.swarm.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.NodeId;
import dev.swarm.api.config.PlaneConfig;
import dev.swarm.api.config.PlaneConfig.Trust;
import java.time.Duration;
import java.util.TreeSet;

/** Whole nodes: whoever finds each other connects, and whoever is lost is heard of. */
class ConnectionsSimTest {

    private static final Duration JOIN_TIME = Duration.ofSeconds(30);
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(5);

    @SimTest(seeds = 40)
    void aSmallClusterIsAMesh(long seed) {
        SimCluster cluster = cluster(seed, 2 + (int) (seed % 8));

        cluster.startAllAndConverge(JOIN_TIME);

        cluster.runUntil("a mesh", () -> isMesh(cluster), LONG_ENOUGH);
    }

    @SimTest(seeds = 40)
    void connectionsThatBreakAreMadeAgainAndNobodyIsDown(long seed) {
        SimCluster cluster = cluster(seed, 6);
        cluster.startAllAndConverge(JOIN_TIME);
        for (int i = 0; i < 20; i++) {
            cluster.node(cluster.chance().nextInt(6)).loseStream();
            cluster.runFor(Duration.ofMillis(cluster.chance().nextInt(500)));
        }

        cluster.runUntil("a mesh", () -> isMesh(cluster), LONG_ENOUGH);
        assertThat(cluster.isConverged()).isTrue();
    }

    @SimTest(seeds = 40)
    void whateverHappenedTheMeshIsThereOnceThePausesAreOver(long seed) {
        SimCluster cluster = cluster(seed, 4 + (int) (seed % 5));
        cluster.startAll();
        new SimChaos(cluster).run(Duration.ofMinutes(1));
        cluster.thenConverges(Duration.ofMinutes(3));

        cluster.runUntil("a mesh", () -> isMesh(cluster), Duration.ofSeconds(35));
    }

    @SimTest(seeds = 20)
    void whoLeavesOrIsRefusedHasNoConnections(long seed) {
        SimCluster cluster = cluster(seed, 5);
        cluster.startAllAndConverge(JOIN_TIME);
        cluster.runUntil("a mesh", () -> isMesh(cluster), LONG_ENOUGH);

        cluster.node(3).leave();

        assertThat(!cluster.node(3).isRunning()
                        || cluster.node(3).engine().connected().isEmpty())
                .isTrue();
        cluster.runUntil("a smaller mesh", () -> isMesh(cluster), LONG_ENOUGH);
    }

    private static SimCluster cluster(long seed, int nodes) {
        PlaneConfig plane = PlaneConfig.defaults().with(seed % 2 == 0 ? Trust.PLAIN : Trust.FINGERPRINT);
        return SimCluster.of(seed, SimSettings.of(nodes).with(plane));
    }

    private static boolean isMesh(SimCluster cluster) {
        for (SimNode node : cluster.nodes()) {
            TreeSet<NodeId> others = new TreeSet<>(cluster.staying());
            if (node.isStaying()) {
                others.remove(node.id());
                if (!others.equals(new TreeSet<>(node.engine().connected()))) {
                    return false;
                }
            }
        }
        return true;
    }
}
