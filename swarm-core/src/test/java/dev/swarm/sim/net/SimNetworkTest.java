package dev.swarm.sim.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.swarm.api.NodeAddress;
import dev.swarm.sim.time.SimScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Each fault has the effect it is named for, and no other. */
class SimNetworkTest {

    private static final Duration LATENCY = Duration.ofMillis(1);
    private static final LinkProfile PERFECT = LinkProfile.perfect(LATENCY);

    private final SimScheduler scheduler = new SimScheduler();
    private final SimNetwork network = new SimNetwork(scheduler, new SplittableRandom(1), PERFECT);
    private final NotingEndpoint alice = new NotingEndpoint();
    private final NotingEndpoint bob = new NotingEndpoint();
    private final SimSocket fromAlice = network.bind(NodeAddress.loopback(1), alice);
    private final SimSocket fromBob = network.bind(NodeAddress.loopback(2), bob);

    @Test
    void aPerfectLinkDeliversEachDatagramOnceInOrderAfterItsLatency() {
        send(200);

        scheduler.runTo(LATENCY.toNanos() - 1);
        assertThat(bob.packets).isEmpty();
        scheduler.runTo(LATENCY.toNanos());

        assertThat(bob.numbers()).hasSize(200).isSorted();
        assertThat(bob.senders).containsOnly(fromAlice.address());
    }

    @Test
    void totalLossDeliversNothing() {
        network.rules().setStandard(PERFECT.withLoss(1));

        send(200);
        settle();

        assertThat(bob.packets).isEmpty();
        assertThat(network.datagramsDropped()).isEqualTo(200);
    }

    @Test
    void lossTakesItsShare() {
        network.rules().setStandard(PERFECT.withLoss(0.3));

        send(10_000);
        settle();

        assertThat(bob.packets.size() / 10_000.0).isCloseTo(0.7, within(0.02));
    }

    @Test
    void duplicationDeliversTwiceAndSharesNoArray() {
        network.rules().setStandard(PERFECT.withDuplication(1));

        send(3);
        settle();

        assertThat(bob.numbers()).containsExactly(0, 0, 1, 1, 2, 2);
        assertThat(bob.packets.get(0)).isNotSameAs(bob.packets.get(1));
    }

    @Test
    void reorderingReordersAndLosesNothing() {
        network.rules().setStandard(PERFECT.withReordering(0.5, Duration.ofMillis(5)));

        for (int i = 0; i < 100; i++) {
            fromAlice.send(fromBob.address(), new byte[] {(byte) i});
            scheduler.runTo(scheduler.nowNanos() + LATENCY.toNanos() / 4);
        }
        settle();

        assertThat(bob.numbers()).isNotEqualTo(new ArrayList<>(new TreeSet<>(bob.numbers())));
        assertThat(new TreeSet<>(bob.numbers())).hasSize(100);
    }

    @Test
    void jitterStaysWithinItsBound() {
        network.rules().setStandard(PERFECT.withJitter(Duration.ofMillis(2)));

        send(1000);

        scheduler.runTo(LATENCY.toNanos() * 3 / 2);
        assertThat(bob.packets.size()).isBetween(150, 350);
        scheduler.runTo(LATENCY.toNanos() * 3);
        assertThat(bob.packets).hasSize(1000);
    }

    @Test
    void aPartitionSeparatesGroupsUntilItHeals() {
        network.rules().partition(List.of(List.of(fromAlice.address())));
        send(1);
        fromBob.send(fromAlice.address(), new byte[1]);
        settle();
        assertThat(alice.packets).isEmpty();
        assertThat(bob.packets).isEmpty();

        network.rules().heal();
        send(1);
        settle();

        assertThat(bob.packets).hasSize(1);
    }

    @Test
    void membersOfOneGroupReachEachOther() {
        network.rules().partition(List.of(List.of(fromAlice.address(), fromBob.address())));

        send(1);
        settle();

        assertThat(bob.packets).hasSize(1);
    }

    @Test
    void aOneWayCutLeavesTheOtherDirection() {
        network.rules().cutOneWay(fromAlice.address(), fromBob.address());

        send(1);
        fromBob.send(fromAlice.address(), new byte[1]);
        settle();

        assertThat(bob.packets).isEmpty();
        assertThat(alice.packets).hasSize(1);
    }

    @Test
    void whatIsOnItsWayWhenTheLinkClosesIsLost() {
        send(1);
        network.rules().cut(fromAlice.address(), fromBob.address());
        settle();

        assertThat(bob.packets).isEmpty();
    }

    @Test
    void anOverrideHoldsForItsLinkOnly() {
        network.rules().override(fromAlice.address(), fromBob.address(), PERFECT.withLoss(1));
        send(1);
        fromBob.send(fromAlice.address(), new byte[1]);
        settle();
        assertThat(bob.packets).isEmpty();
        assertThat(alice.packets).hasSize(1);

        network.rules().clearOverrides();
        send(1);
        settle();

        assertThat(bob.packets).hasSize(1);
    }

    @Test
    void nobodyListensAfterRelease() {
        fromBob.release();

        send(1);
        settle();

        assertThat(network.datagramsDropped()).isEqualTo(1);
        NotingEndpoint successor = new NotingEndpoint();
        network.bind(fromBob.address(), successor);
        send(1);
        settle();
        assertThat(successor.packets).hasSize(1);
        assertThat(bob.packets).isEmpty();
    }

    @Test
    void refusesWhatUdpCannotCarryAndTwoListenersAtOneAddress() {
        byte[] largest = new byte[SimNetwork.MAX_DATAGRAM_BYTES];
        fromAlice.send(fromBob.address(), largest);

        assertThatThrownBy(() -> fromAlice.send(fromBob.address(), new byte[largest.length + 1]))
                .hasMessageContaining("65508 bytes does not fit UDP");
        assertThatThrownBy(() -> network.bind(fromBob.address(), alice)).hasMessageContaining("in use");
    }

    @Test
    void countsMessagesAndBytesAtEachAddress() {
        send(3);
        settle();

        Traffic sent = network.traffic(fromAlice.address());
        Traffic received = network.traffic(fromBob.address());
        assertThat(sent.datagramsSent()).isEqualTo(3);
        assertThat(sent.datagramBytesSent()).isEqualTo(3);
        assertThat(received.datagramsReceived()).isEqualTo(3);
        assertThat(received.datagramBytesReceived()).isEqualTo(3);
        assertThat(received.datagramsSent()).isZero();
    }

    @Test
    void profilesRefuseWhatIsNoShareAndNoTime() {
        assertThatThrownBy(() -> PERFECT.withLoss(1.1)).hasMessage("The loss must be 0 to 1, not 1.1");
        assertThatThrownBy(() -> PERFECT.withDuplication(Double.NaN)).hasMessageContaining("duplication");
        assertThatThrownBy(() -> PERFECT.withJitter(Duration.ofNanos(-1))).hasMessageContaining("jitter");
    }

    private void send(int count) {
        for (int i = 0; i < count; i++) {
            fromAlice.send(fromBob.address(), new byte[] {(byte) i});
        }
    }

    private void settle() {
        scheduler.runTo(scheduler.nowNanos() + Duration.ofMinutes(1).toNanos());
    }
}
