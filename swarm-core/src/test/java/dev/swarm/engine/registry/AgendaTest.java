package dev.swarm.engine.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What waits for its moment is handed out then, once, and not before. */
class AgendaTest {

    private static final long MILLI = 1_000_000;

    @Test
    void underAnyHistoryAllThatIsDueIsHandedOutAndNothingElse() {
        for (long seed = 0; seed < 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Agenda<Integer> agenda = new Agenda<>();
            List<Agenda.Entry<Integer>> entries = new ArrayList<>();
            Map<Integer, Long> model = new HashMap<>();
            for (int i = 0; i < 100; i++) {
                entries.add(new Agenda.Entry<>(i));
            }
            long nanos = random.nextLong(1_000 * MILLI);
            for (int step = 0; step < 3_000; step++) {
                int item = random.nextInt(entries.size());
                switch (random.nextInt(4)) {
                    case 0, 1 -> {
                        long delay = random.nextBoolean() ? random.nextLong(3 * MILLI) : random.nextLong(90 * MILLI);
                        agenda.set(at(nanos), entries.get(item), delay);
                        model.put(item, nanos + delay);
                    }
                    case 2 -> {
                        entries.get(item).clear();
                        model.remove(item);
                    }
                    default -> {
                        nanos += random.nextLong(5 * MILLI);
                        takeDue(agenda, nanos, model);
                    }
                }
                assertThat(entries.get(item).isSet()).isEqualTo(model.containsKey(item));
                assertThat(agenda.nextNanos() == Deadline.NEVER).isEqualTo(model.isEmpty());
            }
        }
    }

    /** What is far away may come up to a millisecond late, what is near must not. */
    private static void takeDue(Agenda<Integer> agenda, long nanos, Map<Integer, Long> model) {
        for (Integer item = agenda.pollDue(at(nanos)); item != null; item = agenda.pollDue(at(nanos))) {
            Long due = model.remove(item);
            assertThat(due).isNotNull().isLessThanOrEqualTo(nanos);
        }
        assertThat(agenda.nextNanos()).isGreaterThan(nanos);
        assertThat(model.values()).allMatch(due -> due > nanos - MILLI);
    }

    @Test
    void whatIsNearComesToTheNanosecond() {
        Agenda<String> agenda = new Agenda<>();
        agenda.set(at(17), new Agenda.Entry<>("near"), 10 * MILLI);

        assertThat(agenda.nextNanos()).isEqualTo(10 * MILLI + 17);
        assertThat(agenda.pollDue(at(10 * MILLI + 16))).isNull();
        assertThat(agenda.pollDue(at(10 * MILLI + 17))).isEqualTo("near");
        assertThat(agenda.pollDue(at(10 * MILLI + 17))).isNull();
    }

    @Test
    void equalMomentsComeInTheOrderInWhichTheyWereEntered() {
        Agenda<String> agenda = new Agenda<>();
        Agenda.Entry<String> moved = new Agenda.Entry<>("moved");
        agenda.set(at(0), moved, 100 * MILLI);
        agenda.set(at(0), new Agenda.Entry<>("first"), 100 * MILLI);
        agenda.set(at(0), new Agenda.Entry<>("second"), 100 * MILLI);
        agenda.set(at(0), moved, 100 * MILLI);

        List<String> taken = new ArrayList<>();
        for (String item = agenda.pollDue(at(100 * MILLI)); item != null; item = agenda.pollDue(at(100 * MILLI))) {
            taken.add(item);
        }
        assertThat(taken).containsExactly("first", "second", "moved");
    }

    @Test
    void whatNeverComesIsNotWaitedFor() {
        Agenda<String> agenda = new Agenda<>();
        Agenda.Entry<String> entry = new Agenda.Entry<>("never");
        agenda.setAt(at(0), entry, Deadline.NEVER);

        assertThat(entry.isSet()).isFalse();
        assertThat(agenda.nextNanos()).isEqualTo(Deadline.NEVER);
    }

    private static Now at(long nanos) {
        return new Now(nanos, nanos / MILLI);
    }
}
