package dev.swarm.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.sim.net.LinkProfile;
import java.time.Duration;

/** Nodes that know one address find all others, also when packets get lost. */
class ConvergenceSimTest {

    private static final int NODES = 64;

    @SimTest(seeds = 200)
    void manyNodesConvergeFromOneAddressDespiteLoss(long seed) {
        SimSettings settings = SimSettings.of(NODES).with(LinkProfile.lan().withLoss(0.1));
        SimCluster cluster = SimCluster.of(seed, settings.with(new SimSettings.Watch(NODES / 4, 0)));

        cluster.startAllAndConverge(Duration.ofSeconds(10));

        assertThat(cluster.staying()).hasSize(NODES);
    }
}
