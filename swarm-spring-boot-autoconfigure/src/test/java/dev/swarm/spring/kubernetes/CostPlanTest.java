package dev.swarm.spring.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** When the API server is asked, by a clock of the test. */
class CostPlanTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** A clock may start anywhere. */
    private static final long START = Long.MAX_VALUE - SECOND;

    private final CostPlan plan =
            new CostPlan(new Pace(Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofSeconds(60)));

    @Test
    void theFirstCostIsWrittenAtOnceWhateverItIs() {
        assertThat(plan.waitNanos(0, START)).hasValue(0);
    }

    @Test
    void whatIsWrittenIsNotWrittenAgain() {
        plan.onWritten(100, START);
        assertThat(plan.waitNanos(100, START)).isEmpty();
        assertThat(plan.waitNanos(100, START + 3600 * SECOND)).isEmpty();
    }

    @Test
    void anotherCostWaitsForTheInterval() {
        plan.onWritten(100, START);
        assertThat(plan.waitNanos(0, START + 4 * SECOND)).hasValue(6 * SECOND);
        assertThat(plan.waitNanos(0, START + 11 * SECOND)).hasValue(0);
    }

    @Test
    void failuresWaitEverLongerUpToABound() {
        long now = START;
        long[] seconds = {1, 2, 4, 8, 16, 32, 60, 60};
        for (long expected : seconds) {
            plan.onFailure(now);
            assertThat(plan.waitNanos(100, now)).hasValue(expected * SECOND);
            now += expected * SECOND;
            assertThat(plan.waitNanos(100, now)).hasValue(0);
        }
        for (int more = 0; more < 100; more++) {
            plan.onFailure(now);
        }
        assertThat(plan.waitNanos(100, now)).hasValue(60 * SECOND);
    }

    @Test
    void aSuccessForgetsTheFailures() {
        plan.onFailure(START);
        plan.onFailure(START);
        plan.onWritten(100, START);
        plan.onFailure(START + 20 * SECOND);
        assertThat(plan.waitNanos(0, START + 20 * SECOND)).hasValue(SECOND);
    }

    @Test
    void afterAFailureNothingIsKnownToBeWritten() {
        plan.onWritten(100, START);
        plan.onFailure(START + 20 * SECOND);
        assertThat(plan.waitNanos(100, START + 20 * SECOND)).isEqualTo(OptionalLong.of(SECOND));
    }
}
