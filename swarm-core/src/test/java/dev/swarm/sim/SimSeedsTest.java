package dev.swarm.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SimSeedsTest {

    @Test
    void withoutPropertiesCountsFromOne() {
        assertThat(SimSeeds.parse("", "", 3)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void oneSeedAloneWinsOverAllElse() {
        assertThat(SimSeeds.parse("17", "1000", 3)).containsExactly(17L);
    }

    @Test
    void anotherNumberOrRangeReplacesTheTestsOwn() {
        assertThat(SimSeeds.parse("", "5", 3)).hasSize(5).startsWith(1L);
        assertThat(SimSeeds.parse("", "1001-1003", 3)).containsExactly(1001L, 1002L, 1003L);
        assertThatThrownBy(() -> SimSeeds.parse("", "9-8", 3)).hasMessageContaining("not 9-8");
    }

    @Test
    void aFailureSaysWhereWhenAndHowToReplay() {
        assertThat(new SimFailure(17, 1_500_000_000L, "n0003", "SelfNeverDown: is down", null))
                .hasMessage("[seed 17, 1.500000 s, n0003] SelfNeverDown: is down; replay with -Dswarm.sim.seed=17,"
                        + " and -Dswarm.sim.trace=true to see each step");
    }
}
