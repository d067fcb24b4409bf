package dev.swarm.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.sim.SimSettings.Measuring;
import java.time.Duration;

/** Safety while anything may fail, then liveness: whatever happened, once it stops the nodes find each other. */
class ChaosSimTest {

    private static final Duration LONG_ENOUGH = Duration.ofMinutes(3);

    @SimTest(seeds = 100)
    void whateverHappenedWhoRunsFindsAllOthersAfterwards(long seed) {
        // one cluster in four measures its links, which must change nothing
        Measuring measuring = seed % 4 == 0 ? Measuring.USUAL : Measuring.OFF;
        SimCluster cluster =
                SimCluster.of(seed, SimSettings.of(5 + (int) (seed % 8)).with(measuring));
        cluster.startAll();

        new SimChaos(cluster).run(Duration.ofMinutes(3));

        assertThat(cluster.thenConverges(LONG_ENOUGH)).isLessThan(LONG_ENOUGH);
    }
}
