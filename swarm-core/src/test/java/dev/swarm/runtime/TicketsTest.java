package dev.swarm.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.engine.step.Answer;
import dev.swarm.engine.step.Ticket;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TicketsTest {

    private final Tickets tickets = new Tickets();

    @Test
    void theAnswerReachesItsQuestionOnlyAndNeverOnTheThreadThatAnswers() throws InterruptedException {
        CompletableFuture<Answer> first = new CompletableFuture<>();
        CompletableFuture<Answer> second = new CompletableFuture<>();
        CompletableFuture<Thread> thread = second.thenApply(answer -> Thread.currentThread());
        tickets.issue(first);
        Ticket ticket = tickets.issue(second);

        Thread loop = new Thread(() -> {
            tickets.answer(ticket, new Answer.Done());
            tickets.answer(ticket, new Answer.Failed("too late"));
        });
        loop.start();
        loop.join();

        assertThat(second.join()).isEqualTo(new Answer.Done());
        assertThat(thread.join()).isNotEqualTo(loop);
        assertThat(first).isNotDone();
        assertThat(tickets.waiting()).isEqualTo(1);
    }

    @Test
    void atTheEndAllAreAnswered() {
        CompletableFuture<Answer> future = new CompletableFuture<>();
        tickets.issue(future);

        tickets.answerAll(new Answer.Failed("stopped"));

        assertThat(future.join()).isEqualTo(new Answer.Failed("stopped"));
        assertThat(tickets.waiting()).isZero();
    }
}
