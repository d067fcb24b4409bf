package dev.swarm.runtime;

import dev.swarm.engine.step.Answer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** The goodbye of a node: said once, however many ask for it, and over in time. */
final class Goodbye {

    private final AtomicBoolean begun = new AtomicBoolean();
    private final CompletableFuture<Answer> over = new CompletableFuture<>();

    /**
     * Says it, unless it is being said already.
     *
     * @param limit after which it is over in any case
     * @param words begin to say it
     * @return done when it is over; never fails
     */
    CompletableFuture<Answer> say(Duration limit, Supplier<CompletableFuture<Answer>> words) {
        if (begun.compareAndSet(false, true)) {
            CompletableFuture<Answer> unused = words.get()
                    .completeOnTimeout(new Answer.Failed("time is up"), limit.toMillis(), TimeUnit.MILLISECONDS)
                    .whenComplete((answer, error) ->
                            over.complete(answer != null ? answer : new Answer.Failed(String.valueOf(error))));
        }
        return over.copy();
    }
}
