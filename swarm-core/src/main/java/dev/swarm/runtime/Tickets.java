package dev.swarm.runtime;

import dev.swarm.engine.step.Answer;
import dev.swarm.engine.step.Ticket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Commands that wait for their answer. What callers attach to a future is their code, so futures are never completed
 * on the protocol's thread.
 */
final class Tickets {

    private final AtomicLong lastNumber = new AtomicLong();
    private final Map<Ticket, CompletableFuture<Answer>> waiting = new ConcurrentHashMap<>();

    /** Returns a fresh ticket. */
    Ticket issue(CompletableFuture<Answer> future) {
        Ticket ticket = new Ticket(lastNumber.incrementAndGet());
        waiting.put(ticket, future);
        return ticket;
    }

    /** Completes the future of a ticket; ignored if it was answered before. */
    void answer(Ticket ticket, Answer answer) {
        CompletableFuture<Answer> future = waiting.remove(ticket);
        if (future != null) {
            CompletableFuture<Answer> unused = future.completeAsync(() -> answer);
        }
    }

    /** Forgets a ticket that was never handed on. */
    void withdraw(Ticket ticket) {
        waiting.remove(ticket);
    }

    /** Answers all that still wait. */
    void answerAll(Answer answer) {
        waiting.keySet().forEach(ticket -> answer(ticket, answer));
    }

    /** Returns how many wait. */
    int waiting() {
        return waiting.size();
    }
}
