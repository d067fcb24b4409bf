package dev.swarm.engine.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.LinkQuality;
import dev.swarm.api.MemberStatus;
import dev.swarm.api.NodeId;
import dev.swarm.api.TrafficCounter;
import dev.swarm.api.config.CommsConfig.Quality;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the model of this monitor got wrong, each by its sentence, and what must not go wrong instead. */
class MonitorWeaknessTest {

    private final MonitorRig rig = MonitorRig.usual();

    @Test
    void aNodeThatWentDownIsNotHealthyAgainByTheAgeOfItsLastSign() {
        NodeId node = rig.up("a");
        rig.pass(Duration.ofSeconds(3));
        rig.news();
        rig.silence(node);
        rig.believe(node, MemberStatus.DOWN);
        rig.pass(Duration.ofMinutes(2));
        assertThat(rig.memberNews()).containsExactly("a healthy->down", "NodeDown a");
    }

    @Test
    void aNodeThatLeftHasLeft() {
        NodeId node = rig.up("a");
        rig.pass(Duration.ofSeconds(3));
        rig.believe(node, MemberStatus.LEFT);
        rig.sign(node);
        rig.pass(Duration.ofMinutes(2));
        assertThat(rig.status(node)).isEqualTo(MemberStatus.LEFT);
    }

    @Test
    void whoIsDownBySilenceAndThenLeavesIsNotGoneTwice() {
        NodeId node = rig.up("a");
        rig.pass(Duration.ofSeconds(3));
        rig.silence(node);
        rig.pass(Duration.ofSeconds(40));
        rig.news();
        rig.believe(node, MemberStatus.LEFT);
        assertThat(rig.memberNews()).containsExactly("a down->left");
    }

    @Test
    void anUnreachableNodeHoldsUpNobody() {
        List<NodeId> nodes =
                IntStream.range(0, 10).mapToObj(i -> rig.up("n" + i)).toList();
        rig.silence(nodes.get(0));
        rig.silence(nodes.get(1));
        rig.pass(Duration.ofSeconds(20));
        assertThat(nodes).allSatisfy(node -> assertThat(rig.pingsTo(node)).hasSizeBetween(19, 24));
    }

    @Test
    void timesAreExactToTheNanosecond() {
        NodeId node = rig.up("a");
        rig.answer(node, Duration.ofNanos(123_457));
        rig.pass(Duration.ofSeconds(3));
        assertThat(rig.health(node).history()).containsOnly(Duration.ofNanos(123_457));
    }

    @Test
    void theFirstPingDoesNotWaitForAnInterval() {
        NodeId first = rig.up("a");
        rig.passMillis(101);
        assertThat(rig.pingsTo(first)).hasSize(1);
        NodeId second = rig.up("b");
        rig.pass(Duration.ofSeconds(1));
        assertThat(rig.pingsTo(second)).isNotEmpty();
    }

    @Test
    void whoIsForgottenByMembershipIsForgottenHere() {
        NodeId node = rig.up("a");
        rig.believe(node, MemberStatus.DOWN);
        rig.news();
        rig.forget(node);
        rig.pass(Duration.ofMinutes(2));
        assertThat(rig.model.all()).isEmpty();
        assertThat(rig.news()).isEmpty();
        rig.up("a");
        assertThat(rig.news()).containsExactly("NodeUp a");
    }

    @Test
    void pingsNeverComeInBurstsNorInStep() {
        IntStream.range(0, 20).forEach(i -> rig.up("n" + i));
        rig.pass(Duration.ofSeconds(10));
        rig.sent.clear();
        rig.pass(Duration.ofSeconds(30));
        List<Long> gaps = new ArrayList<>();
        for (int i = 1; i < rig.sent.size(); i++) {
            gaps.add(rig.sent.get(i).atNanos() - rig.sent.get(i - 1).atNanos());
        }
        assertThat(gaps).allSatisfy(gap -> assertThat(gap).isBetween(45_000_000L, 50_000_000L));
    }

    @Test
    void lossAndMissesAreKnown() {
        NodeId node = rig.up("a");
        rig.pass(Duration.ofSeconds(8));
        int asked = rig.pingsTo(node).size();
        rig.silence(node);
        rig.passMillis(3_800);
        int lost = rig.health(node).missed();
        assertThat(lost).isBetween(2, 3);
        assertThat(rig.health(node).loss()).isEqualTo((double) lost / (asked + lost));
        assertThat(rig.counters.get(TrafficCounter.PINGS_UNANSWERED)).isEqualTo(lost);
        assertThat(rig.counters.get(TrafficCounter.PINGS))
                .isEqualTo(rig.pingsTo(node).size());
    }

    @Test
    void membershipIsAskedToLookBeforeSilenceSaysAnything() {
        NodeId node = rig.up("a");
        rig.pass(Duration.ofSeconds(5));
        rig.silence(node);
        rig.pass(Duration.ofMillis(3_600));
        assertThat(rig.probed).containsExactly(node);
        assertThat(rig.status(node)).isEqualTo(MemberStatus.HEALTHY);

        rig.news();
        for (int i = 0, answered = 0; i < 60; i++) {
            // over its relays membership finds it each time
            if (rig.probed.size() > answered) {
                answered = rig.probed.size();
                rig.sign(node);
            }
            rig.pass(Duration.ofSeconds(1));
        }
        assertThat(rig.memberNews()).as("a broken link is not a dead node").isEmpty();
        assertThat(rig.quality(node)).isEqualTo(LinkQuality.DISCONNECTED);
        assertThat(rig.probed).hasSizeBetween(15, 30);
    }

    @Test
    void nobodyIsSilentWhileThisNodeStandsStill() {
        NodeId node = rig.up("a");
        rig.pass(Duration.ofSeconds(5));
        rig.news();
        rig.freeze(Duration.ofSeconds(60));
        rig.pass(Duration.ofSeconds(5));
        assertThat(rig.news()).isEmpty();
        assertThat(rig.health(node).history()).allSatisfy(rtt -> assertThat(rtt).isLessThan(Duration.ofSeconds(1)));
    }

    @Test
    void nobodyIsAskedNorBlamedWhileSendingIsBlocked() {
        NodeId node = rig.up("a");
        rig.pass(Duration.ofSeconds(5));
        rig.silence(node);
        rig.step(() -> rig.monitor.onSendingBlocked(true));
        int asked = rig.sent.size();
        rig.news();
        rig.pass(Duration.ofMinutes(5));
        assertThat(rig.sent).hasSize(asked);

        rig.answer(node, Duration.ofMillis(1));
        rig.step(() -> rig.monitor.onSendingBlocked(false));
        rig.pass(Duration.ofSeconds(5));
        assertThat(rig.news()).isEmpty();
        assertThat(rig.health(node).loss()).isZero();
    }

    @Test
    void aLargeClusterIsAskedInTurnAtABoundedRate() {
        MonitorRig large = new MonitorRig(MonitorRig.few(10), Quality.DEFAULT);
        List<NodeId> nodes = IntStream.range(0, 200)
                .mapToObj(i -> large.up(String.format("n%03d", i)))
                .toList();
        large.pass(Duration.ofSeconds(60));
        assertThat(pings(large) / 60.0).isBetween(10.0, 11.2);
        assertThat(nodes).allSatisfy(node -> assertThat(large.pingsTo(node)).hasSizeBetween(1, 5));
        large.news();

        nodes.subList(0, 100).forEach(large::silence);
        long before = pings(large);
        large.pass(Duration.ofSeconds(60));
        assertThat((pings(large) - before) / 60.0).isLessThan(16.5);
        assertThat(nodes.subList(100, 200))
                .allSatisfy(node -> assertThat(large.status(node)).isEqualTo(MemberStatus.HEALTHY));
        assertThat(large.model.nodes(MemberStatus.DOWN)).hasSizeBetween(3, 10);
    }

    @Test
    void inALargeClusterWhoMissesOnePingIsAskedAgainBeforeItIsSilent() {
        MonitorRig large = new MonitorRig(MonitorRig.few(4), Quality.DEFAULT);
        List<NodeId> nodes = IntStream.range(0, 60)
                .mapToObj(i -> large.up(String.format("n%03d", i)))
                .toList();
        large.pass(Duration.ofSeconds(40));
        large.news();
        NodeId unlucky = nodes.get(7);
        large.silence(unlucky);
        int asked = large.pingsTo(unlucky).size();
        while (large.pingsTo(unlucky).size() == asked) {
            large.passMillis(10);
        }
        large.answer(unlucky, Duration.ofMillis(1));
        large.pass(Duration.ofSeconds(40));
        assertThat(large.memberNews()).isEmpty();
        assertThat(large.health(unlucky).missed()).isZero();
    }

    private static long pings(MonitorRig rig) {
        return rig.counters.get(TrafficCounter.PINGS);
    }
}
