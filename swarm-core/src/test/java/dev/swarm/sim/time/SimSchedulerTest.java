package dev.swarm.sim.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SimSchedulerTest {

    private final SimScheduler scheduler = new SimScheduler();
    private final List<String> fired = new ArrayList<>();

    @Test
    void firesInTheOrderOfMomentsThenOfSetting() {
        scheduler.setAt(timer("late"), 20);
        scheduler.setAt(timer("first of three"), 10);
        scheduler.setAt(timer("second of three"), 10);
        scheduler.setAt(timer("third of three"), 10);

        scheduler.runTo(100);

        assertThat(fired).containsExactly("10 first of three", "10 second of three", "10 third of three", "20 late");
        assertThat(scheduler.nowNanos()).isEqualTo(100);
        assertThat(scheduler.fired()).isEqualTo(4);
    }

    @Test
    void stopsAtTheLimitAndGoesOnFromThere() {
        scheduler.setAt(timer("at the limit"), 10);
        scheduler.setAt(timer("after it"), 11);

        scheduler.runTo(10);
        assertThat(fired).containsExactly("10 at the limit");

        scheduler.runTo(11);
        assertThat(fired).hasSize(2);
    }

    @Test
    void settingAgainMovesATimerEitherWay() {
        SimTimer mover = timer("mover");
        scheduler.setAt(timer("fixed"), 10);

        scheduler.setAt(mover, 5);
        scheduler.setAt(mover, 20);
        assertThat(scheduler.size()).isEqualTo(2);
        scheduler.runTo(15);
        scheduler.setAt(mover, 16);
        scheduler.runTo(30);

        assertThat(fired).containsExactly("10 fixed", "16 mover");
    }

    @Test
    void aClearedTimerNeverFires() {
        SimTimer timer = timer("cleared");
        scheduler.setAt(timer, 10);
        scheduler.clear(timer);
        scheduler.clear(timer);

        scheduler.runTo(20);

        assertThat(fired).isEmpty();
        assertThat(timer.isSet()).isFalse();
    }

    @Test
    void aFiringTimerMaySetItselfAgain() {
        SimTimer metronome = new SimTimer() {
            @Override
            protected void fire() {
                fired.add("tick");
                scheduler.setAfter(this, 10);
            }
        };
        scheduler.setAt(metronome, 0);

        scheduler.runTo(35);

        assertThat(fired).hasSize(4);
        assertThat(metronome.atNanos()).isEqualTo(40);
    }

    @Test
    void refusesThePast() {
        scheduler.runTo(10);

        assertThatThrownBy(() -> scheduler.setAt(timer("past"), 9)).hasMessageContaining("too late for 9 ns");
    }

    @Test
    void doesWhatASortedSetWouldDo() {
        SplittableRandom chance = new SplittableRandom(7);
        TreeSet<Numbered> model = new TreeSet<>(
                Comparator.comparingLong((Numbered timer) -> timer.atNanos).thenComparing(timer -> timer.sequence));
        List<Numbered> all = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            all.add(new Numbered(i));
        }
        for (int i = 0; i < 60_000; i++) {
            Numbered timer = all.get(chance.nextInt(all.size()));
            int action = chance.nextInt(10);
            if (action < 7) {
                model.remove(timer);
                scheduler.setAfter(timer, chance.nextInt(1000));
                model.add(timer);
            } else if (action < 8) {
                model.remove(timer);
                scheduler.clear(timer);
            } else if (!model.isEmpty()) {
                Numbered expected = model.pollFirst();
                scheduler.fireNext(Long.MAX_VALUE);
                assertThat(fired.get(fired.size() - 1)).isEqualTo("number " + expected.number);
            }
            assertThat(scheduler.size()).isEqualTo(model.size());
        }
    }

    private SimTimer timer(String name) {
        return new SimTimer() {
            @Override
            protected void fire() {
                fired.add(scheduler.nowNanos() + " " + name);
            }
        };
    }

    private final class Numbered extends SimTimer {

        private final int number;

        private Numbered(int number) {
            this.number = number;
        }

        @Override
        protected void fire() {
            fired.add("number " + number);
        }
    }
}
