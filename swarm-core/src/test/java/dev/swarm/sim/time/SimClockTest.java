package dev.swarm.sim.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SimClockTest {

    private final SimScheduler scheduler = new SimScheduler();

    @Test
    void theMonotonicClockStartsAnywhereAndRunsWithVirtualTime() {
        SimClock clock = new SimClock(scheduler, 1_000_000, 0, 0);
        scheduler.runTo(500);

        assertThat(clock.now().nanos()).isEqualTo(1_000_500);
        assertThat(clock.toVirtual(1_000_500)).isEqualTo(500);
        assertThat(clock.toVirtual(0)).isEqualTo(-1_000_000);
    }

    @Test
    void theWallClockIsWrongByItsSkewOnly() {
        SimClock clock = new SimClock(scheduler, 0, -250, 0);
        scheduler.runTo(Duration.ofSeconds(2).toNanos());
        assertThat(clock.now().wallMillis()).isEqualTo(SimClock.EPOCH_MILLIS + 1750);

        clock.skewBy(-60_000);

        assertThat(clock.now().wallMillis()).isEqualTo(SimClock.EPOCH_MILLIS - 58_000);
        assertThat(clock.now().nanos()).isEqualTo(Duration.ofSeconds(2).toNanos());
    }
}
