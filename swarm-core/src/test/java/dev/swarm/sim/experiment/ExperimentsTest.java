package dev.swarm.sim.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.config.MembershipConfig.Targets;
import dev.swarm.sim.experiment.LifeguardExperiment.Intervals;
import dev.swarm.sim.experiment.LifeguardExperiment.Plan;
import dev.swarm.sim.experiment.LifeguardExperiment.Thresholds;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A few seconds of each experiment, so that a change of the engine that spoils the figures is seen in the build. */
class ExperimentsTest {

    /** Log10 of it is 1.5, so that a suspect of plain SWIM has 7.5 seconds. */
    private static final int AGENTS = 32;

    @ParameterizedTest
    @EnumSource
    void firstDetectionTakesAsManyPeriodsAsTheoryExpects(Targets targets) {
        DetectionExperiment.Result result = DetectionExperiment.run(16, 200, targets, 1);

        double expected = RoundRobin.expectedPeriods(16, targets);
        assertThat(result.whole().mean()).isBetween(expected - 0.2, expected + 0.2);
        assertThat(result.continuous().mean()).isBetween(0.8, 1.2);
    }

    @Test
    void theoryOfShuffledRoundsTendsToThePublishedFormula() {
        assertThat(RoundRobin.expectedPeriods(2, Targets.ROUNDS)).isEqualTo(1);
        assertThat(RoundRobin.expectedPeriods(10_000, Targets.ROUNDS)).isBetween(1.581, 1.583);
    }

    @Test
    void newsReachesAllWithinASecond() {
        SpreadExperiment.Result result = SpreadExperiment.run(AGENTS, 10, SpreadExperiment.Mode.BUSY, 1);

        assertThat(result.half().median()).isBetween(0.1, 0.4);
        assertThat(result.all().median()).isBetween(0.3, 0.8);
    }

    @Test
    void lifeguardTakesAwayFalsePositivesAsInItsTableFour() {
        Plan plan = new Plan(128, LifeguardCell.grid(new int[] {8}, new int[] {16_384}, new int[] {16}), 2);

        Map<Variant, Intervals> sums = LifeguardExperiment.intervals(plan, Published.variants());

        long swim = Variant.SWIM.in(sums).raised();
        long probe = Variant.LHA_PROBE.in(sums).raised();
        long buddy = Variant.BUDDY.in(sums).raised();
        long suspicion = Variant.LHA_SUSPICION.in(sums).raised();
        long lifeguard = Variant.LIFEGUARD.in(sums).raised();
        assertThat(swim).isGreaterThan(100);
        assertThat(lifeguard).isLessThanOrEqualTo(suspicion).isLessThanOrEqualTo(swim * 3 / 100);
        assertThat(suspicion).isLessThan(probe / 10);
        assertThat(probe).isLessThan(buddy * 9 / 10);
        assertThat(buddy).isBetween(swim * 8 / 10, swim * 12 / 10);
    }

    @Test
    void lifeguardDetectsAsFastAsSwim() {
        Plan plan = new Plan(AGENTS, LifeguardCell.grid(new int[] {4}, new int[] {16_384}, new int[] {0}), 3);

        Map<Variant, Thresholds> latencies =
                LifeguardExperiment.thresholds(plan, List.of(Variant.SWIM, Variant.LIFEGUARD));

        double swim = Variant.SWIM.in(latencies).first().median();
        assertThat(swim).isBetween(8.5, 10.5);
        assertThat(Variant.LIFEGUARD.in(latencies).first().median()).isBetween(swim - 0.5, swim + 0.8);
    }
}
