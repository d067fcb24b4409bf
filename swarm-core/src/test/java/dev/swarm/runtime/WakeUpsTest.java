package dev.swarm.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WakeUpsTest {

    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final List<Long> delays = new ArrayList<>();
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private int woken;
    private final WakeUps wakeUps = new WakeUps(this::schedule, () -> woken++);

    @Test
    void aLaterDeadlineIsCoveredByAnEarlierWakeUp() {
        wakeUps.arm(10 * MILLI, 0);
        wakeUps.arm(20 * MILLI, 0);
        wakeUps.arm(10 * MILLI, 0);

        assertThat(delays).containsExactly(10 * MILLI);
    }

    @Test
    void anEarlierDeadlineGetsAWakeUpOfItsOwn() {
        wakeUps.arm(20 * MILLI, 0);
        wakeUps.arm(10 * MILLI, 5 * MILLI);

        assertThat(delays).containsExactly(20 * MILLI, 5 * MILLI);
        assertThat(wakeUps.scheduled()).isEqualTo(2);
    }

    @Test
    void afterTheLastWakeUpADeadlineIsScheduledAgain() {
        wakeUps.arm(10 * MILLI, 0);
        tasks.pop().run();
        wakeUps.arm(30 * MILLI, 10 * MILLI);

        assertThat(woken).isEqualTo(1);
        assertThat(delays).containsExactly(10 * MILLI, 20 * MILLI);
    }

    @Test
    void aDeadlineInThePastIsWokenAfterOneMillisecondAtMostAndNeverAtOnce() {
        wakeUps.arm(0, 50 * MILLI);

        assertThat(delays).containsExactly(MILLI);
    }

    @Test
    void nobodySleepsLongerThanASecond() {
        wakeUps.arm(Long.MAX_VALUE, 0);

        assertThat(delays).containsExactly(1000 * MILLI);
    }

    @Test
    void howeverDeadlinesMoveNoMoreThanAThousandTasksWait() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 100_000; i++) {
            wakeUps.arm(random.nextLong(2000 * MILLI), 0);
        }

        assertThat(wakeUps.scheduled()).isLessThanOrEqualTo(1000).isEqualTo(tasks.size());
    }

    private void schedule(Runnable task, long delayNanos) {
        delays.add(delayNanos);
        tasks.push(task);
    }
}
