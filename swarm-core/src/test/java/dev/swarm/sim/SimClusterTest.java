package dev.swarm.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.TrafficCounter;
import dev.swarm.api.event.MemberEvent;
import dev.swarm.engine.step.StreamEnd;
import dev.swarm.engine.step.StreamId;
import dev.swarm.engine.step.Ticket;
import dev.swarm.sim.net.LinkProfile;
import dev.swarm.sim.net.SimEndpoint;
import dev.swarm.sim.net.SimSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The simulator itself: faults reach the nodes, and what goes wrong is found. */
class SimClusterTest {

    private static final Duration JOIN_TIME = Duration.ofSeconds(40);

    @Test
    void totalLossLetsNobodyMeet() {
        SimCluster cluster =
                SimCluster.of(1, SimSettings.of(3).with(LinkProfile.lan().withLoss(1)));
        cluster.startAll();
        cluster.runFor(Duration.ofMinutes(1));

        assertThat(cluster.node(1).view().members()).hasSize(1);
        assertThat(cluster.node(1).traffic().datagramsReceived()).isZero();
        assertThat(cluster.node(1).traffic().streamBytesReceived()).isZero();
    }

    @Test
    void aPausedNodeDoesNothingAndThenCatchesUp() {
        SimCluster cluster = converged(4);
        SimNode sleeper = cluster.node(2);
        long probes = probesOf(sleeper);
        long sent = sleeper.traffic().datagramsSent();

        sleeper.pause();
        cluster.runFor(Duration.ofSeconds(3));
        assertThat(probesOf(sleeper)).isEqualTo(probes);
        assertThat(sleeper.traffic().datagramsSent()).isEqualTo(sent);
        assertThat(sleeper.traffic().datagramsReceived()).isPositive();

        sleeper.resume();
        cluster.runFor(Duration.ofMillis(1));
        assertThat(sleeper.traffic().datagramsSent()).isGreaterThan(sent);
    }

    @Test
    void aBlockedNodeThinksOnButNeitherSendsNorReceives() {
        SimCluster cluster = converged(4);
        SimNode blocked = cluster.node(2);
        long probes = probesOf(blocked);
        long sent = blocked.traffic().datagramsSent();

        blocked.block();
        cluster.runFor(Duration.ofSeconds(3));
        assertThat(probesOf(blocked)).isGreaterThan(probes);
        assertThat(blocked.traffic().datagramsSent()).isEqualTo(sent);

        blocked.resume();
        assertThat(blocked.traffic().datagramsSent()).isGreaterThan(sent);
    }

    @Test
    void aStandingNodeKeepsNoMoreThanItsSocketBuffer() {
        SimCluster cluster = converged(2);
        SimNode sleeper = cluster.node(1);
        SimSocket flood = cluster.network().bind(cluster.freshAddress(), new DeafEndpoint());
        sleeper.pause();

        for (int i = 0; i < 3 * SimGate.BUFFER_BYTES / 50_000; i++) {
            flood.send(sleeper.address(), new byte[50_000]);
        }
        cluster.runFor(Duration.ofSeconds(1));
        assertThat(sleeper.datagramsDropped()).isPositive();
        sleeper.resume();

        cluster.runUntil("all see all", cluster::isConverged, JOIN_TIME);
    }

    @Test
    void clocksDifferAndMonotonicTimeStartsAnywhere() {
        SimCluster cluster = converged(8);

        Set<Long> starts = cluster.views().values().stream()
                .map(view -> view.selfMember().profile())
                .map(profile -> profile == null ? 0 : profile.startedAt().toEpochMilli())
                .collect(Collectors.toSet());

        assertThat(starts).hasSizeGreaterThan(4);
    }

    @Test
    void aPlantedViolationEndsTheRunWithItsSeedTimeAndNode() {
        SimCluster cluster = converged(3);

        SimNode node = cluster.node(1);

        // behind the simulator's back, so that it does not know that the node leaves
        node.engine().leave(node.now(), new Ticket(99));

        assertThatThrownBy(() -> cluster.runFor(Duration.ofSeconds(5)))
                .isInstanceOf(SimFailure.class)
                .hasMessageContaining("[seed 1, ")
                .hasMessageContaining("n0001] SelfNeverDown")
                .hasMessageContaining("-Dswarm.sim.seed=1");
    }

    @Test
    void anExceptionOfTheEngineEndsTheRunWithItsSeed() {
        SimCluster cluster = converged(2);
        SimSocket sender = cluster.network().bind(cluster.freshAddress(), new DeafEndpoint());

        assertThatThrownBy(() -> sender.send(cluster.node(0).address(), new byte[70_000]))
                .hasMessageContaining("does not fit UDP");
        assertThatThrownBy(() -> cluster.node(0).candidates(Arrays.asList((NodeAddress) null)))
                .isInstanceOf(SimFailure.class)
                .hasMessageContaining("COMMAND threw")
                .hasMessageContaining("seed=1");
    }

    @Test
    void aConditionThatNeverHoldsSaysWhoIsBehind() {
        SimCluster cluster =
                SimCluster.of(1, SimSettings.of(2).with(LinkProfile.lan().withLoss(1)));

        assertThatThrownBy(() -> cluster.startAllAndConverge(Duration.ofSeconds(1)))
                .hasMessageContaining("all see all: not within PT1S")
                .hasMessageContaining("n0000 sees")
                .hasMessageContaining("does not know [n0001]");
    }

    @Test
    void chaosReallyHappens() {
        SimCluster cluster = SimCluster.of(1, SimSettings.of(8));
        List<Told> told = new ArrayList<>();
        cluster.listen(told::add);
        cluster.startAll();

        new SimChaos(cluster).run(Duration.ofMinutes(5));

        assertThat(told.stream()
                        .filter(fact -> fact.event() instanceof MemberEvent)
                        .map(fact -> fact.event().getClass().getSimpleName())
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("NodeUp", "NodeDown", "NodeLeft", "NodeStatusChanged");
        assertThat(cluster.network().datagramsDropped()).isGreaterThan(100);
    }

    private static SimCluster converged(int nodes) {
        SimCluster cluster = SimCluster.of(1, SimSettings.of(nodes));
        cluster.startAllAndConverge(JOIN_TIME);
        return cluster;
    }

    private static long probesOf(SimNode node) {
        return node.engine().counters().get(TrafficCounter.PROBES);
    }

    /** Listens to nothing. */
    private static final class DeafEndpoint implements SimEndpoint {

        @Override
        public void onDatagram(NodeAddress from, byte[] packet) {}

        @Override
        public void onStreamAccepted(StreamId stream, NodeAddress from) {}

        @Override
        public void onStreamBytes(StreamId stream, byte[] bytes) {}

        @Override
        public void onStreamClosed(StreamId stream, StreamEnd end) {}
    }
}
