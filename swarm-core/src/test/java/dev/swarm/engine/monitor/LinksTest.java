package dev.swarm.engine.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.LinkQuality;
import dev.swarm.api.NodeId;
import dev.swarm.api.Rejection;
import dev.swarm.api.config.CommsConfig.Quality;
import dev.swarm.api.config.MonitorConfig;
import dev.swarm.engine.wire.Bytes;
import dev.swarm.engine.wire.Coordinate;
import dev.swarm.engine.wire.CoordinateCodec;
import dev.swarm.engine.wire.Fellow;
import dev.swarm.engine.wire.Fellow.Judgement;
import dev.swarm.engine.wire.Fellow.Place;
import dev.swarm.engine.wire.Message.Ack;
import dev.swarm.engine.wire.Message.UserData;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Quality of links, what both ends think of one, and coordinates. */
class LinksTest {

    private static final Duration FAST = Duration.ofMillis(1);

    private final MonitorRig rig = MonitorRig.usual();
    private final LinkGauge gauge = fresh();

    @Test
    void oneSlowAnswerChangesNothing() {
        answers(20, FAST);
        gauge.onAnswer(Duration.ofSeconds(5));
        answers(10, FAST);
        assertThat(gauge.level()).isEqualTo(LinkQuality.EXCELLENT);
    }

    @Test
    void aSlowLinkIsLeftDownwardsWithinThreeAnswers() {
        answers(20, FAST);
        answers(3, Duration.ofMillis(900));
        assertThat(gauge.level()).isGreaterThan(LinkQuality.GOOD);
        answers(3, Duration.ofMillis(900));
        assertThat(gauge.level()).isEqualTo(LinkQuality.POOR);
    }

    @Test
    void aLinkAtALimitStaysWhereItIs() {
        SplittableRandom chance = new SplittableRandom(3);
        answers(5, Duration.ofMillis(50));
        int changes = 0;
        for (int i = 0; i < 10_000; i++) {
            LinkQuality before = gauge.level();
            gauge.onAnswer(Duration.ofNanos(50_000_000L + chance.nextInt(-3_000_000, 3_000_000)));
            changes += before == gauge.level() ? 0 : 1;
        }
        assertThat(changes).isLessThanOrEqualTo(1);
        assertThat(gauge.level()).isEqualTo(LinkQuality.DEGRADED);
        answers(20, Duration.ofMillis(44));
        assertThat(gauge.level()).isEqualTo(LinkQuality.GOOD);
    }

    @ParameterizedTest
    @CsvSource({"0, EXCELLENT", "1, GOOD", "4, GOOD", "5, DEGRADED", "19, DEGRADED", "20, POOR", "40, POOR"})
    void lossOfSoManyInAHundredMakesTheQuality(int lost, LinkQuality expected) {
        for (int i = 0; i < 400; i++) {
            boolean isLost = lost > 0 && i % 100 * lost / 100 != (i % 100 + 1) * lost / 100;
            if (isLost) {
                gauge.onMissed();
            } else {
                gauge.onAnswer(FAST);
            }
        }
        assertThat(gauge.loss()).isEqualTo(lost / 100.0);
        assertThat(gauge.level()).isEqualTo(expected);
    }

    /** Before a link is known to be bad, three misses are an outage as on a good one; afterwards they are not. */
    @ParameterizedTest
    @ValueSource(doubles = {0.03, 0.1, 0.2, 0.3, 0.51, 0.7})
    void ofALossyLinkAFewMissesInARowAreBadLuck(double loss) {
        int links = 200;
        int first = 0;
        int later = 0;
        for (int seed = 0; seed < links; seed++) {
            SplittableRandom chance = new SplittableRandom(seed);
            LinkGauge link = fresh();
            answers(link, 60, FAST);
            first += outages(link, chance, loss, 600);
            later += outages(link, chance, loss, 3_600);
        }
        assertThat(first / (double) links).as("in the first ten minutes").isLessThan(1.2);
        assertThat(later / (double) links).as("in each hour after them").isLessThan(0.5);
    }

    @Test
    void aLinkThatLosesHalfOfAllIsPoorAndSeldomAnythingElse() {
        SplittableRandom chance = new SplittableRandom(9);
        answers(20, FAST);
        int changes = 0;
        for (int i = 0; i < 3_600; i++) {
            LinkQuality before = gauge.level();
            if (chance.nextDouble() < 0.51) {
                gauge.onMissed();
            } else {
                gauge.onAnswer(FAST);
            }
            changes += before == gauge.level() ? 0 : 1;
        }
        assertThat(changes).as("in an hour at half of all lost").isLessThan(15);
        assertThat(gauge.level()).isEqualTo(LinkQuality.POOR);
    }

    @Test
    void whatHadAnOutageNeedsMoreForTheNextOneUntilItIsLongPast() {
        answers(100, FAST);
        misses(3);
        assertThat(gauge.isOutage()).isTrue();
        answers(3, FAST);
        misses(4);
        assertThat(gauge.isOutage()).isFalse();
        misses(1);
        assertThat(gauge.isOutage()).as("at 3 of 20 lost").isTrue();

        answers(70, FAST);
        misses(3);
        assertThat(gauge.isOutage()).isTrue();
    }

    @Test
    void aLongOutageIsPastAsSoonAsAShortOne() {
        answers(100, FAST);
        misses(1_000);
        answers(70, FAST);
        misses(3);
        assertThat(gauge.isOutage()).isTrue();
    }

    @Test
    void whatIsLostAlmostAlwaysIsGivenUpAfterThirty() {
        for (int i = 0; i < 100; i++) {
            misses(9);
            answers(1, FAST);
        }
        misses(29);
        assertThat(gauge.isOutage()).isFalse();
        misses(1);
        assertThat(gauge.isOutage()).isTrue();
    }

    @Test
    void lateAnswersAreNoBadLuck() {
        answers(60, FAST);
        for (int i = 0; i < 60; i++) {
            gauge.onLateAnswer(Duration.ofMillis(1_200), gauge.onMissed());
        }
        misses(3);
        assertThat(gauge.isOutage()).isTrue();
    }

    @Test
    void silenceDisconnectsAtTheThirdMissAndThreeAnswersUndoIt() {
        answers(20, FAST);
        gauge.onMissed();
        gauge.onMissed();
        assertThat(gauge.level()).isNotEqualTo(LinkQuality.DISCONNECTED);
        gauge.onMissed();
        assertThat(gauge.level()).isEqualTo(LinkQuality.DISCONNECTED);
        for (int i = 0; i < 300; i++) {
            gauge.onMissed();
        }
        answers(2, FAST);
        assertThat(gauge.level()).isEqualTo(LinkQuality.DISCONNECTED);
        answers(1, FAST);
        assertThat(gauge.level()).as("an outage that is over is no loss").isEqualTo(LinkQuality.EXCELLENT);
        assertThat(gauge.loss()).isZero();
    }

    @Test
    void anAnswerThatComesLateIsNoLoss() {
        answers(20, FAST);
        long place = gauge.onMissed();
        assertThat(gauge.missed()).isEqualTo(1);
        gauge.onLateAnswer(Duration.ofMillis(1_200), place);
        assertThat(gauge.missed()).isZero();
        assertThat(gauge.loss()).isZero();
    }

    @Test
    void theWorseOfBothEndsCountsAndExpires() {
        NodeId node = rig.up("a");
        rig.pass(Duration.ofSeconds(10));
        rig.news();
        rig.receive(new Judgement(node, LinkQuality.POOR, 10_000).toUserData());
        assertThat(rig.quality(node)).isEqualTo(LinkQuality.POOR);
        rig.receive(new Judgement(node, LinkQuality.POOR, 10_000).toUserData());
        rig.pass(Duration.ofSeconds(12));
        assertThat(rig.quality(node)).isEqualTo(LinkQuality.EXCELLENT);
        assertThat(rig.news()).containsExactly("link a excellent->poor", "link a poor->excellent");
        assertThat(rig.watched).endsWith("a poor", "a excellent");
    }

    @Test
    void judgementsOfGuestsAndStrangersCountForNothing() {
        NodeId guest = rig.up("guest", true);
        rig.pass(Duration.ofSeconds(10));
        rig.receive(new Judgement(guest, LinkQuality.POOR, 10_000).toUserData());
        rig.receive(new Judgement(NodeId.of("nobody"), LinkQuality.POOR, 10_000).toUserData());
        assertThat(rig.quality(guest)).isEqualTo(LinkQuality.EXCELLENT);
    }

    @Test
    void theOtherEndIsToldAtOnceAndThenWithPingsUnlessItIsAGuest() {
        NodeId node = rig.up("a");
        NodeId guest = rig.up("guest", true);
        rig.pass(Duration.ofSeconds(20));
        assertThat(told(node)).as("while all is well").isEmpty();

        rig.answer(node, Duration.ofMillis(100));
        rig.answer(guest, Duration.ofMillis(100));
        rig.pass(Duration.ofSeconds(20));
        assertThat(told(node).get(0)).isNotEqualTo(LinkQuality.EXCELLENT);
        assertThat(told(node)).hasSizeGreaterThan(12).endsWith(LinkQuality.DEGRADED);
        assertThat(told(guest)).isEmpty();
    }

    @Test
    void coordinatesInAnswersTeachAndAreTold() {
        Bytes start = Objects.requireNonNull(rig.monitor.payload());
        NodeId node = rig.up("a");
        NodeId other = rig.up("b");
        Coordinate there = Coordinate.of(new double[] {.01, 0, 0, 0, 0, 0, 0, 0}, 0.2, 0, 1e-5);
        rig.payload(node, CoordinateCodec.encode(there));
        rig.answer(node, Duration.ofMillis(20));
        rig.pass(Duration.ofSeconds(60));
        assertThat(rig.monitor.payload()).isNotEqualTo(start);
        assertThat(rig.model.estimatedRtt(node)).isBetween(Duration.ofMillis(18), Duration.ofMillis(22));
        assertThat(rig.model.estimatedRtt(other)).isNull();
        assertThat(rig.model.estimatedRtt(MonitorRig.SELF)).isZero();

        rig.receive(new Place(other, there).toUserData());
        assertThat(rig.model.estimatedRtt(node, other)).isLessThan(Duration.ofMillis(1));
        assertThat(rig.model.estimatedRtt(other)).isEqualTo(rig.model.estimatedRtt(node));
        assertThat(fellows(other)).hasAtLeastOneElementOfType(Place.class);
    }

    @Test
    void whatANodeSaysOfItselfIsWorthMoreThanWhatOthersSay() {
        NodeId node = rig.up("a");
        rig.payload(node, CoordinateCodec.encode(Coordinate.of(new double[8], 0.2, 0, 0.001)));
        rig.pass(Duration.ofSeconds(10));
        Duration before = rig.model.estimatedRtt(node);
        rig.receive(new Place(node, Coordinate.of(new double[8], 0.2, 0, 9)).toUserData());
        assertThat(rig.model.estimatedRtt(node)).isEqualTo(before);
    }

    @Test
    void badCoordinatesAreCountedAndTheAnswerCountsAllTheSame() {
        NodeId node = rig.up("a");
        rig.payload(node, Bytes.owning(new byte[] {1, 2, 3}));
        rig.pass(Duration.ofSeconds(5));
        assertThat(rig.counters.get(Rejection.MALFORMED)).isPositive();
        assertThat(rig.health(node).history()).isNotEmpty();
        assertThat(rig.model.estimatedRtt(node)).isNull();
    }

    @Test
    void randomAnswersAndFellowsNeverEscape() {
        SplittableRandom chance = new SplittableRandom(1);
        NodeId node = rig.up("a");
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = new byte[chance.nextInt(200)];
            chance.nextBytes(bytes);
            if (bytes.length > 2 && chance.nextBoolean()) {
                bytes[0] = 'S';
                bytes[1] = 'W';
                bytes[2] = (byte) chance.nextInt(6);
            }
            rig.receive(new UserData(Bytes.owning(bytes)));
            rig.payload(node, Bytes.owning(bytes));
            rig.receive(new Ack(chance.nextLong(1L << 32), Bytes.owning(bytes)));
            if (i % 100 == 0) {
                rig.pass(Duration.ofSeconds(1));
            }
        }
        assertThat(rig.model.all()).hasSize(1);
    }

    private static LinkGauge fresh() {
        return new LinkGauge(new QualityRule(Quality.DEFAULT), MonitorConfig.defaults());
    }

    private void answers(int count, Duration rtt) {
        answers(gauge, count, rtt);
    }

    private static void answers(LinkGauge gauge, int count, Duration rtt) {
        for (int i = 0; i < count; i++) {
            gauge.onAnswer(rtt);
        }
    }

    private void misses(int count) {
        for (int i = 0; i < count; i++) {
            gauge.onMissed();
        }
    }

    private static int outages(LinkGauge gauge, SplittableRandom chance, double loss, int questions) {
        int outages = 0;
        for (int i = 0; i < questions; i++) {
            boolean before = gauge.isOutage();
            if (chance.nextDouble() < loss) {
                gauge.onMissed();
            } else {
                gauge.onAnswer(FAST);
            }
            outages += gauge.isOutage() && !before ? 1 : 0;
        }
        return outages;
    }

    private List<LinkQuality> told(NodeId node) {
        return fellows(node).stream()
                .filter(Judgement.class::isInstance)
                .map(fellow -> ((Judgement) fellow).quality())
                .toList();
    }

    private List<Fellow> fellows(NodeId node) {
        return rig.sent.stream()
                .filter(each -> each.to().equals(node))
                .flatMap(each -> each.messages().stream())
                .filter(UserData.class::isInstance)
                .map(data -> Objects.requireNonNull(Fellow.of((UserData) data)))
                .toList();
    }
}
