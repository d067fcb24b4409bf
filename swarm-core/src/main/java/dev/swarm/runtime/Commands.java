package dev.swarm.runtime;

import dev.swarm.api.SwarmState;
import dev.swarm.api.failure.SwarmRejectedException;
import dev.swarm.engine.step.Answer;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.step.Ticket;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Commands of other threads: through the mailbox to the loop, and their answers back. */
final class Commands {

    private final String node;
    private final Mailbox mailbox;
    private final Tickets tickets;
    private final Supplier<SwarmState> state;

    Commands(String node, Mailbox mailbox, Tickets tickets, Supplier<SwarmState> state) {
        this.node = node;
        this.mailbox = mailbox;
        this.tickets = tickets;
        this.state = state;
    }

    /** Asks for something that the engine answers with the ticket. */
    CompletableFuture<Answer> ask(String name, BiConsumer<Now, Ticket> command) {
        CompletableFuture<Answer> future = new CompletableFuture<>();
        Ticket ticket = tickets.issue(future);
        Runnable ifDropped = () -> tickets.answer(ticket, new Answer.Failed("the node has stopped"));
        if (!mailbox.offer(name, now -> command.accept(now, ticket), ifDropped)) {
            tickets.withdraw(ticket);
            return CompletableFuture.failedFuture(rejection());
        }
        return future;
    }

    /**
     * Does something without an answer.
     *
     * @throws SwarmRejectedException if the node is too busy, or has ended
     */
    void tell(String name, Turns.Step step) {
        if (!mailbox.offer(name, step, () -> {})) {
            throw rejection();
        }
    }

    /** Does something that may as well be left undone if the node is too busy. */
    void suggest(String name, Turns.Step step) {
        mailbox.offer(name, step, () -> {});
    }

    /** Returns how many commands were refused because too many waited. */
    long refused() {
        return mailbox.refused();
    }

    private SwarmRejectedException rejection() {
        SwarmState current = state.get();
        return new SwarmRejectedException("Node " + node + " takes no command now: "
                + (current.isAnswering() ? Mailbox.CAPACITY + " wait already" : "it is " + current.label()));
    }
}
