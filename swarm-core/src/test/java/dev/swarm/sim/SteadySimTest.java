package dev.swarm.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.TrafficCounter;
import dev.swarm.api.config.MembershipConfig;
import dev.swarm.api.event.NodeDown;
import dev.swarm.engine.wire.Keyring;
import dev.swarm.engine.wire.WireSettings;
import dev.swarm.sim.net.LinkProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What long quiet or bad times do to a cluster to which nothing else happens. */
class SteadySimTest {

    private static final Duration JOIN_TIME = Duration.ofSeconds(60);

    /** SWIM section 3.1: the load of each node does not grow with the cluster; two packets a period without loss. */
    @SimTest(seeds = 3)
    void eachNodeSendsTwoPacketsAPeriodWhateverTheSize(long seed) {
        for (int nodes : new int[] {8, 32, 64}) {
            SimCluster cluster = SimCluster.of(seed, SimSettings.of(nodes));
            cluster.startAllAndConverge(JOIN_TIME);
            cluster.runFor(Duration.ofMinutes(1));
            long before = sent(cluster);
            long probesBefore = probes(cluster);

            cluster.runFor(Duration.ofSeconds(100));

            assertThat((sent(cluster) - before) / 100.0 / nodes).isBetween(1.9, 2.1);
            assertThat((probes(cluster) - probesBefore) / 100.0 / nodes).isBetween(0.97, 1.01);
        }
    }

    @SimTest(seeds = 10)
    void nothingIsToldWhileNothingHappens(long seed) {
        SimCluster cluster = SimCluster.of(seed, SimSettings.of(12));
        cluster.startAllAndConverge(JOIN_TIME);
        cluster.runFor(Duration.ofMinutes(1));
        List<Told> told = new ArrayList<>();
        cluster.listen(told::add);

        cluster.runFor(Duration.ofMinutes(10));

        assertThat(told).isEmpty();
    }

    @SimTest(seeds = 10)
    void heavyLossMakesNobodyDownForGood(long seed) {
        SimCluster cluster = SimCluster.of(seed, SimSettings.of(16));
        cluster.startAllAndConverge(JOIN_TIME);

        cluster.network().rules().setStandard(LinkProfile.lan().withLoss(0.3));
        cluster.runFor(Duration.ofMinutes(5));

        cluster.thenConverges(Duration.ofSeconds(60));

        assertThat(cluster.staying()).hasSize(16);
    }

    @SimTest(seeds = 10)
    void tenPercentLossMakesNobodyDown(long seed) {
        SimCluster cluster = SimCluster.of(seed, SimSettings.of(16));
        cluster.startAllAndConverge(JOIN_TIME);
        cluster.runFor(Duration.ofMinutes(1));
        List<Told> told = new ArrayList<>();
        cluster.listen(told::add);

        cluster.network().rules().setStandard(LinkProfile.lan().withLoss(0.1));
        cluster.runFor(Duration.ofMinutes(5));

        assertThat(told.stream().filter(fact -> fact.event() instanceof NodeDown))
                .isEmpty();
    }

    @SimTest(seeds = 10)
    void theFirstNodeIsNotNeededOnceOthersMet(long seed) {
        SimCluster cluster = SimCluster.of(seed, SimSettings.of(8));
        cluster.startAllAndConverge(JOIN_TIME);

        cluster.node(0).powerOff();
        cluster.runUntil("the rest is one", cluster::isConverged, JOIN_TIME);
        cluster.runFor(Duration.ofMinutes(2));

        assertThat(cluster.isConverged()).isTrue();
        assertThat(cluster.staying()).hasSize(7);
    }

    @SimTest(seeds = 5)
    void encryptedAndCompressedClustersConvergeToo(long seed) {
        SimSettings settings = SimSettings.of(16)
                .withWire(chance -> new WireSettings(
                        "secret cluster",
                        Keyring.fromSecret("a shared secret"),
                        true,
                        bytes -> chance.nextBytes(bytes)));
        SimCluster cluster = SimCluster.of(seed, settings.with(LinkProfile.lan().withLoss(0.05)));

        cluster.startAllAndConverge(JOIN_TIME);

        assertThat(cluster.staying()).hasSize(16);
    }

    @SimTest(seeds = 5)
    void distantNodesConvergeWithTheFiguresForThem(long seed) {
        SimSettings settings = SimSettings.of(8)
                .with(MembershipConfig.wan())
                .with(LinkProfile.wan().withLoss(0.02));
        SimCluster cluster = SimCluster.of(seed, settings);
        cluster.startAllAndConverge(JOIN_TIME.multipliedBy(3));
        List<Told> told = new ArrayList<>();
        cluster.listen(told::add);

        cluster.runFor(Duration.ofMinutes(5));

        assertThat(told.stream().filter(fact -> fact.event() instanceof NodeDown))
                .isEmpty();
    }

    private static long sent(SimCluster cluster) {
        return cluster.nodes().stream()
                .mapToLong(node -> node.traffic().datagramsSent())
                .sum();
    }

    private static long probes(SimCluster cluster) {
        return cluster.nodes().stream()
                .mapToLong(node -> node.engine().counters().get(TrafficCounter.PROBES))
                .sum();
    }
}
