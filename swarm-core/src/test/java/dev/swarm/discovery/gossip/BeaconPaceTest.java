package dev.swarm.discovery.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BeaconPaceTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final BeaconPace pace = new BeaconPace(Duration.ofSeconds(2), new SplittableRandom(1));

    @Test
    void aSmallGroupCallsAtTheConfiguredIntervalAFifthMoreOrLess() {
        for (int i = 0; i < 1000; i++) {
            assertThat(pace.nextDelayNanos(3)).isBetween(2 * SECOND * 4 / 5, 2 * SECOND * 6 / 5);
        }
    }

    @Test
    void aLargeGroupCarriesNoMoreThanItsShare() {
        double callsPerSecond = 1600.0 * SECOND / pace.nextDelayNanos(1600);

        assertThat(callsPerSecond).isBetween(13.0, 21.0);
        assertThat(pace.neighbourLifeNanos(1600)).isGreaterThan(100 * SECOND);
    }

    @Test
    void inASmallGroupEveryStrangerIsAnswered() {
        for (int i = 0; i < 20; i++) {
            assertThat(pace.mayAnswer(3, i * SECOND)).isTrue();
        }
    }

    @Test
    void inALargeGroupAStrangerGetsAboutThreeAnswersInAll() {
        int answers = 0;
        for (int i = 0; i < 100_000; i++) {
            answers += pace.mayAnswer(1000, i * SECOND) ? 1 : 0;
        }

        assertThat(answers).isBetween(200, 400);
    }

    @Test
    void aFloodOfStrangersIsAnsweredAtABoundedRate() {
        int answers = 0;
        for (int i = 0; i < 100_000; i++) {
            answers += pace.mayAnswer(1, 10 * SECOND + i) ? 1 : 0;
        }

        assertThat(answers).isEqualTo(32);
    }
}
