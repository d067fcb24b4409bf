package dev.swarm.engine.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.NodeId;
import dev.swarm.api.config.MembershipConfig;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The figures of the specification, sections 11.3, 11.8, 11.9 and 13. */
class TimingTest {

    private static final Timing LAN = new Timing(MembershipConfig.lan());

    @ParameterizedTest
    @CsvSource({
        "1, 4000, 24000",
        "5, 4000, 24000",
        "10, 4000, 24000",
        "11, 4164, 24984",
        "128, 8428, 50568",
        "1000, 12000, 72000",
        "10000, 16000, 96000"
    })
    void aSuspectInALanHasTime(int n, long minMillis, long maxMillis) {
        assertThat(LAN.suspicionMinNanos(n))
                .isEqualTo(Duration.ofMillis(minMillis).toNanos());
        assertThat(LAN.suspicionMaxNanos(n))
                .isEqualTo(Duration.ofMillis(maxMillis).toNanos());
    }

    @Test
    void aSuspectElsewhereHasTimeByItsOwnFigures() {
        assertThat(new Timing(MembershipConfig.wan()).suspicionMinNanos(5))
                .isEqualTo(Duration.ofSeconds(30).toNanos());
        assertThat(new Timing(MembershipConfig.local()).suspicionMinNanos(5))
                .isEqualTo(Duration.ofSeconds(3).toNanos());
    }

    @ParameterizedTest
    @CsvSource({
        "lan, 2, 0",
        "lan, 3, 0",
        "lan, 4, 2",
        "lan, 1000, 2",
        "wan, 5, 0",
        "wan, 6, 4",
        "local, 2, 0",
        "local, 3, 1"
    })
    void confirmationsWanted(String profile, int n, int wanted) {
        assertThat(timing(profile).confirmations(n)).isEqualTo(wanted);
    }

    @Test
    void nobodyConfirmsWhereTheWaitIsFixed() {
        Timing fixed = new Timing(MembershipConfig.lan().with(new MembershipConfig.Suspicion(4, 1)));

        assertThat(fixed.confirmations(100)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1, 4", "5, 4", "9, 4", "10, 8", "99, 8", "100, 12", "128, 12", "1000, 16", "10000, 20"})
    void aRumorInALanIsToldSoOften(int n, int times) {
        assertThat(LAN.retransmitLimit(n)).isEqualTo(times);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "32, 1", "33, 2", "64, 2", "65, 3", "128, 3", "129, 4", "1000, 6", "1024, 6", "1025, 7"})
    void tablesAreExchangedLessOftenInLargeClusters(int n, int factor) {
        assertThat(LAN.pushPullNanos(n))
                .isEqualTo(Duration.ofSeconds(30L * factor).toNanos());
    }

    @Test
    void theLargestFiguresDoNotOverflow() {
        MembershipConfig slow = MembershipConfig.wan()
                .with(new MembershipConfig.Suspicion(100, 100))
                .with(new MembershipConfig.Probe(Duration.ofMinutes(10), Duration.ofMinutes(10), 3));
        Timing timing = new Timing(slow);
        assertThat(timing.suspicionMaxNanos(MemberTable.MAX_MEMBERS)).isPositive();
        assertThat(timing.spreadNanos(MemberTable.MAX_MEMBERS)).isPositive();
    }

    /** Waits of one, two and so on accusers among k wanted: from the longest to the shortest by the logarithm. */
    @ParameterizedTest
    @CsvSource({"10, 0, 24000", "10, 1, 11381", "10, 2, 4000", "1000, 0, 72000", "1000, 1, 34144", "1000, 2, 12000"})
    void eachConfirmationShortensTheWait(int n, int confirmations, long millis) {
        Suspicion doubt = doubt(LAN, n);
        for (int i = 0; i < confirmations; i++) {
            assertThat(doubt.confirm(NodeId.of("c" + i))).isTrue();
        }
        assertThat(doubt.confirmations()).isEqualTo(confirmations);
        assertThat(doubt.deadlineNanos())
                .isEqualTo(1_000 + Duration.ofMillis(millis).toNanos());
    }

    @Test
    void onlyDistinctAccusersConfirmAndTheFirstIsNone() {
        Suspicion doubt = doubt(LAN, 100);
        assertThat(doubt.confirm(NodeId.of("first"))).isFalse();
        assertThat(doubt.confirm(NodeId.of("second"))).isTrue();
        assertThat(doubt.confirm(NodeId.of("second"))).isFalse();
        assertThat(doubt.confirmations()).isEqualTo(1);
    }

    @Test
    void furtherAccusersChangeNothing() {
        Suspicion doubt = doubt(LAN, 100);
        IntStream.range(0, 2).forEach(i -> doubt.confirm(NodeId.of("c" + i)));
        long deadline = doubt.deadlineNanos();
        assertThat(doubt.confirm(NodeId.of("late"))).isFalse();
        assertThat(doubt.deadlineNanos()).isEqualTo(deadline);
    }

    @Test
    void whereTooFewCouldConfirmTheWaitIsShortFromTheStart() {
        Suspicion doubt = doubt(LAN, 3);
        assertThat(doubt.deadlineNanos())
                .isEqualTo(1_000 + Duration.ofSeconds(4).toNanos());
        assertThat(doubt.confirm(NodeId.of("second"))).isFalse();
    }

    @Test
    void doubtAboutOneselfStretchesTimeAndHasBounds() {
        HealthScore health = new HealthScore(8);
        assertThat(health.scale(100)).isEqualTo(100);
        health.onProbeAnswered();
        assertThat(health.value()).isZero();

        health.onProbeFailed(0, 0);
        assertThat(health.value()).isEqualTo(1);
        health.onProbeFailed(3, 3);
        assertThat(health.value()).as("all relays said no").isEqualTo(2);
        health.onProbeFailed(3, 1);
        health.onRefuted();
        assertThat(health.value()).isEqualTo(5);
        assertThat(health.scale(100)).isEqualTo(600);
        IntStream.range(0, 9).forEach(i -> health.onRefuted());
        assertThat(health.value()).isEqualTo(8);
    }

    @Test
    void withoutLifeguardTheScoreStaysZero() {
        HealthScore health = new HealthScore(0);
        health.onProbeFailed(3, 0);
        health.onRefuted();
        assertThat(health.value()).isZero();
    }

    private static Timing timing(String profile) {
        return new Timing(
                switch (profile) {
                    case "wan" -> MembershipConfig.wan();
                    case "local" -> MembershipConfig.local();
                    default -> MembershipConfig.lan();
                });
    }

    private static Suspicion doubt(Timing timing, int n) {
        return new Suspicion(1_000, timing, n, NodeId.of("first"), 0);
    }
}
