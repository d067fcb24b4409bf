package dev.swarm.engine.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.LinkQuality;
import dev.swarm.api.MemberStatus;
import dev.swarm.api.NodeHealth;
import dev.swarm.api.NodeId;
import dev.swarm.api.config.CommsConfig.Quality;
import dev.swarm.api.config.MonitorConfig;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows R19 to R30, R64 and R68 of the features, each by its name, with the clock at the test's mercy. */
class MonitorRowsTest {

    private final MonitorRig rig = MonitorRig.usual();

    @Test
    void r19WhoJoinsIsRecordedAndWhoLeavesIsDown() {
        NodeId node = rig.up("a");
        assertThat(rig.status(node)).isEqualTo(MemberStatus.HEALTHY);
        assertThat(rig.health(node).history()).isEmpty();

        rig.pass(Duration.ofSeconds(3));
        rig.believe(node, MemberStatus.DOWN);
        assertThat(rig.status(node)).isEqualTo(MemberStatus.DOWN);
        assertThat(rig.health(node).history()).isNotEmpty();

        rig.believe(node, MemberStatus.HEALTHY);
        assertThat(rig.health(node).history()).as("a fresh record").isEmpty();
    }

    @Test
    void r20EachIsAskedOnceAnInterval() {
        MonitorConfig usual = MonitorConfig.defaults();
        MonitorRig fast = new MonitorRig(
                new MonitorConfig(Duration.ofMillis(50), 30, usual.suspectAfter(), usual.downAfter(), 60, true),
                Quality.DEFAULT);
        List<NodeId> nodes =
                IntStream.range(0, 7).mapToObj(i -> fast.up("n" + i)).toList();
        fast.pass(Duration.ofSeconds(10));
        // jitter shortens gaps by up to a tenth
        assertThat(nodes).allSatisfy(node -> assertThat(fast.pingsTo(node)).hasSizeBetween(199, 223));
    }

    @Test
    void r21TheLastSixtyTimesAreKeptTheNewestFirst() {
        NodeId node = rig.up("a");
        for (int i = 1; i <= 100; i++) {
            rig.answer(node, Duration.ofMillis(i));
            int asked = rig.pingsTo(node).size();
            while (rig.pingsTo(node).size() == asked) {
                rig.passMillis(1);
            }
            rig.passMillis(i);
        }
        List<Duration> expected =
                IntStream.range(0, 60).mapToObj(i -> Duration.ofMillis(100 - i)).toList();
        assertThat(rig.health(node).history()).isEqualTo(expected);
    }

    @Test
    void r22TheMeanIsThatOfTheHistory() {
        NodeId node = rig.up("a");
        assertThat(rig.health(node).averageRtt()).isZero();
        answers(node, 1, 2, 6);
        NodeHealth.RoundTrip rtt = Objects.requireNonNull(rig.health(node).rtt());
        assertThat(rtt.mean()).isEqualTo(Duration.ofMillis(3));
        assertThat(rtt.p50()).isEqualTo(Duration.ofMillis(2));
        assertThat(rtt.p99()).isEqualTo(Duration.ofMillis(6));
        assertThat(rtt.last()).isEqualTo(Duration.ofMillis(6));
    }

    @Test
    void r23HealthIsWhatIsKnownAndNothingOfTheUnknown() {
        NodeId node = rig.up("a");
        answers(node, 4);
        NodeHealth health = rig.health(node);
        assertThat(health.node()).isEqualTo(node);
        assertThat(health.status()).isEqualTo(MemberStatus.HEALTHY);
        assertThat(health.history()).containsExactly(Duration.ofMillis(4));
        assertThat(health.lastSeen())
                .isBetween(rig.now().instant().minusMillis(2), rig.now().instant());
        assertThat(health.missed()).isZero();
        assertThat(health.loss()).isZero();
        assertThat(rig.model.health(NodeId.of("nobody"))).isNull();
        assertThat(rig.model.health(MonitorRig.SELF)).isNull();
    }

    @Test
    void r24EachListHasWhomItNames() {
        NodeId well = rig.up("well");
        NodeId doubted = rig.up("doubted");
        NodeId gone = rig.up("gone");
        rig.believe(doubted, MemberStatus.SUSPECT);
        rig.believe(gone, MemberStatus.DOWN);
        assertThat(rig.model.nodes(MemberStatus.HEALTHY)).containsExactly(well);
        assertThat(rig.model.nodes(MemberStatus.SUSPECT)).containsExactly(doubted);
        assertThat(rig.model.all()).extracting(NodeHealth::node).containsExactly(doubted, gone, well);
    }

    @Test
    void r26UpIsToldOnceForEachComing() {
        NodeId node = rig.up("a");
        assertThat(rig.news()).containsExactly("NodeUp a");
        rig.pass(Duration.ofMinutes(1));
        assertThat(rig.memberNews()).isEmpty();

        rig.believe(node, MemberStatus.LEFT);
        rig.believe(node, MemberStatus.HEALTHY);
        assertThat(rig.memberNews()).containsExactly("a healthy->left", "NodeLeft a", "a left->healthy", "NodeUp a");
    }

    @Test
    void r27DownIsToldOnceWhicheverPathLedThere() {
        NodeId bySilence = rig.up("a");
        rig.pass(Duration.ofSeconds(2));
        rig.news();
        rig.silence(bySilence);
        rig.pass(Duration.ofSeconds(32));
        assertThat(rig.memberNews()).containsExactly("a healthy->suspect", "a suspect->down", "NodeDown a");
        rig.believe(bySilence, MemberStatus.SUSPECT);
        rig.believe(bySilence, MemberStatus.DOWN);
        assertThat(rig.news()).isEmpty();

        NodeId byWord = rig.up("b");
        rig.pass(Duration.ofSeconds(2));
        rig.news();
        rig.believe(byWord, MemberStatus.DOWN);
        rig.pass(Duration.ofMinutes(1));
        assertThat(rig.memberNews()).containsExactly("b healthy->down", "NodeDown b");
    }

    @Test
    void r28EachChangeTellsWhatWasAndWhatIs() {
        NodeId node = rig.up("a");
        rig.pass(Duration.ofSeconds(2));
        rig.news();
        rig.silence(node);
        rig.pass(Duration.ofSeconds(10));
        rig.answer(node, Duration.ofMillis(1));
        rig.pass(Duration.ofSeconds(2));
        assertThat(rig.memberNews()).containsExactly("a healthy->suspect", "a suspect->healthy");
        rig.silence(node);
        rig.pass(Duration.ofSeconds(32));
        rig.answer(node, Duration.ofMillis(1));
        rig.pass(Duration.ofSeconds(2));
        assertThat(rig.memberNews())
                .containsExactly("a healthy->suspect", "a suspect->down", "NodeDown a", "a down->healthy", "NodeUp a");
        assertThat(rig.notes).contains("a is given up: it has been silent for 30000 ms", "a has given a sign of life");
    }

    @Test
    void r29FiveSecondsOfSilenceMakeASuspect() {
        NodeId node = lastSeenNow();
        rig.passMillis(4_999);
        assertThat(rig.status(node)).isEqualTo(MemberStatus.HEALTHY);
        rig.passMillis(1);
        assertThat(rig.status(node)).isEqualTo(MemberStatus.SUSPECT);
    }

    @Test
    void r30ThirtySecondsOfSilenceMakeItDownUntilARealSign() {
        NodeId node = lastSeenNow();
        rig.passMillis(29_999);
        assertThat(rig.status(node)).isEqualTo(MemberStatus.SUSPECT);
        rig.passMillis(1);
        assertThat(rig.status(node)).isEqualTo(MemberStatus.DOWN);
        rig.pass(Duration.ofMinutes(10));
        assertThat(rig.status(node)).isEqualTo(MemberStatus.DOWN);
        rig.news();

        rig.sign(node);
        assertThat(rig.status(node)).isEqualTo(MemberStatus.HEALTHY);
        assertThat(rig.memberNews()).containsExactly("a down->healthy", "NodeUp a");
    }

    @Test
    void r30MembershipsOwnWordLiftsItToo() {
        NodeId node = lastSeenNow();
        rig.pass(Duration.ofSeconds(31));
        rig.believe(node, MemberStatus.SUSPECT);
        assertThat(rig.status(node)).isEqualTo(MemberStatus.DOWN);
        rig.believe(node, MemberStatus.HEALTHY);
        assertThat(rig.status(node)).isEqualTo(MemberStatus.HEALTHY);
    }

    @ParameterizedTest
    @CsvSource({
        "9900, EXCELLENT",
        "10000, GOOD",
        "49900, GOOD",
        "50000, DEGRADED",
        "199000, DEGRADED",
        "200000, POOR",
        "999000, POOR",
        "1000000, DISCONNECTED",
        "1500000, DISCONNECTED"
    })
    void r64ASteadyLinkHasTheQualityOfItsTime(long micros, LinkQuality expected) {
        NodeId node = rig.up("a");
        rig.answer(node, Duration.ofNanos(micros * 1_000));
        rig.pass(Duration.ofSeconds(60));
        assertThat(rig.quality(node)).isEqualTo(expected);
        assertThat(rig.status(node)).isEqualTo(MemberStatus.HEALTHY);
        assertThat(rig.watched).as("taken once, and kept").hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void r64TheUnknownAndTheGoneAreDisconnected() {
        assertThat(rig.quality(NodeId.of("nobody"))).isEqualTo(LinkQuality.DISCONNECTED);
        assertThat(rig.quality(MonitorRig.SELF)).isEqualTo(LinkQuality.DISCONNECTED);
        NodeId node = rig.up("a");
        assertThat(rig.quality(node)).as("vouched for").isEqualTo(LinkQuality.GOOD);
        rig.believe(node, MemberStatus.DOWN);
        assertThat(rig.quality(node)).isEqualTo(LinkQuality.DISCONNECTED);
        rig.believe(node, MemberStatus.HEALTHY);
        assertThat(rig.quality(node)).isEqualTo(LinkQuality.GOOD);
    }

    @Test
    void r68ASlowerLinkIsWorseWithoutAnybodysCall() {
        NodeId node = rig.up("a");
        rig.pass(Duration.ofSeconds(10));
        rig.news();
        rig.answer(node, Duration.ofMillis(300));
        rig.pass(Duration.ofSeconds(10));
        assertThat(rig.quality(node)).isEqualTo(LinkQuality.POOR);
        rig.answer(node, Duration.ofMillis(1));
        rig.pass(Duration.ofSeconds(20));
        assertThat(rig.quality(node)).isEqualTo(LinkQuality.EXCELLENT);
        assertThat(rig.news()).hasSizeLessThanOrEqualTo(5);
    }

    /** Answers one ping after each of these times. */
    private void answers(NodeId node, int... millis) {
        for (int each : millis) {
            rig.answer(node, Duration.ofMillis(each));
            int before = rig.health(node).history().size();
            while (rig.health(node).history().size() == before) {
                rig.passMillis(1);
            }
        }
    }

    /** Returns a node that has answered at this very moment, for the last time. */
    private NodeId lastSeenNow() {
        NodeId node = rig.up("a");
        answers(node, 1, 1, 1, 1);
        rig.silence(node);
        return node;
    }
}
