package dev.swarm.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/** Safety while anything may fail, then liveness: whatever happened, once it stops the nodes find each other. */
class ChaosSimTest {

    private static final Duration LONG_ENOUGH = Duration.ofMinutes(3);

    @SimTest(seeds = 100)
    void whateverHappenedWhoRunsFindsAllOthersAfterwards(long seed) {
        SimCluster cluster = SimCluster.of(seed, SimSettings.of(5 + (int) (seed % 8)));
        cluster.startAll();

        new SimChaos(cluster).run(Duration.ofMinutes(3));

        assertThat(cluster.thenConverges(LONG_ENOUGH)).isLessThan(LONG_ENOUGH);
    }
}
