package dev.swarm.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.engine.step.Now;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class MailboxTest {

    private final Deque<Runnable> loop = new ArrayDeque<>();
    private final Turns turns = new Turns(() -> new Now(0, 0), now -> {}, (step, cause) -> {});
    private final Mailbox mailbox = new Mailbox(loop::add, turns);
    private int run;
    private int dropped;

    @Test
    void oneCommandTooManyIsRefusedAtOnceAndThereIsRoomAgainLater() {
        for (int i = 0; i < Mailbox.CAPACITY; i++) {
            assertThat(offer()).isTrue();
        }

        assertThat(offer()).isFalse();
        assertThat(mailbox.refused()).isEqualTo(1);

        loop.pop().run();
        assertThat(offer()).isTrue();
        assertThat(run).isEqualTo(1);
    }

    @Test
    void aCommandThatComesTooLateIsToldSo() {
        offer();
        turns.end();
        loop.pop().run();

        assertThat(run).isZero();
        assertThat(dropped).isEqualTo(1);
    }

    @Test
    void anEndedLoopRefusesWithoutCountingItAsFull() {
        Mailbox ended = new Mailbox(
                task -> {
                    throw new RejectedExecutionException();
                },
                turns);

        assertThat(ended.offer("late", now -> run++, () -> dropped++)).isFalse();
        assertThat(ended.refused()).isZero();
    }

    private boolean offer() {
        return mailbox.offer("step", now -> run++, () -> dropped++);
    }
}
