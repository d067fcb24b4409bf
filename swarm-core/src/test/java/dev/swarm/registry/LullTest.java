package dev.swarm.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.registry.mail.Timer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LullTest {

    private static final long MILLI = 1_000_000;

    private final Hand timer = new Hand();
    private final Lull lull = new Lull(timer);

    /** Time that passes when it is told to; what comes later is asked for one at a time here. */
    private static final class Hand implements Timer {

        private final Queue<Runnable> waiting = new ArrayDeque<>();
        private long nanos;
        private long dueNanos;

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public Runnable later(long delayNanos, Runnable task) {
            waiting.add(task);
            dueNanos = nanos + delayNanos;
            return () -> waiting.remove(task);
        }

        void pass(Duration time) {
            long end = nanos + time.toNanos();
            while (!waiting.isEmpty() && dueNanos <= end) {
                nanos = dueNanos;
                waiting.remove().run();
            }
            nanos = end;
        }
    }

    @Test
    void aNodeToWhichNobodyWritesWaitsForNothing() {
        assertThat(lull.begin()).isDone();
    }

    @Test
    void aLetterThatIsNotAnsweredIsWaitedFor() {
        lull.onLetter();
        CompletableFuture<Void> reached = lull.begin();
        timer.pass(Lull.QUIET.multipliedBy(2));
        assertThat(reached).isNotDone();
        lull.onAnswered();
        timer.pass(Lull.QUIET.minusMillis(1));
        assertThat(reached).isNotDone();
        timer.pass(Duration.ofNanos(30 * MILLI));
        assertThat(reached).isDone();
    }

    @Test
    void eachFurtherLetterPutsItOff() {
        CompletableFuture<Void> reached = new CompletableFuture<>();
        for (int i = 0; i < 5; i++) {
            lull.onLetter();
            lull.onAnswered();
            reached = i == 0 ? lull.begin() : reached;
            timer.pass(Lull.QUIET.dividedBy(2));
            assertThat(reached).isNotDone();
        }
        timer.pass(Lull.QUIET);
        assertThat(reached).isDone();
    }

    @Test
    void lettersThatDoNotCeaseAreNotWaitedForLong() {
        lull.onLetter();
        CompletableFuture<Void> reached = lull.begin();
        timer.pass(Lull.LONGEST.minusMillis(1));
        assertThat(reached).isNotDone();
        timer.pass(Duration.ofMillis(30));
        assertThat(reached).isDone();
    }
}
