package dev.swarm.registry;

import dev.swarm.api.SwarmWorker;
import dev.swarm.api.failure.SwarmRejectedException;
import dev.swarm.engine.registry.Outcome;
import dev.swarm.engine.registry.Registry;
import dev.swarm.engine.step.Now;
import dev.swarm.registry.worker.Workers;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A name on its way to an object of this node, and the future of whoever gave it. Very many may be under way at once,
 * so one object is all.
 *
 * @param <T> what that is told
 */
final class Naming<T> extends CompletableFuture<T> implements Loop.Followed {

    private final Workers workers;
    private final String name;
    private final SwarmWorker worker;
    private final int hash;
    private final BiFunction<String, Outcome, T> reading;

    /** What the engine said; written in its step, and read by whoever is told of its end, which is handed over. */
    private @Nullable Outcome outcome;

    /**
     * Makes it.
     *
     * @param reading what the outcome about a name is to whoever waits; what it throws fails the future
     */
    Naming(Workers workers, String name, SwarmWorker worker, BiFunction<String, Outcome, T> reading) {
        this.workers = workers;
        this.name = name;
        this.reading = reading;
        this.worker = worker;
        this.hash = System.identityHashCode(worker);
    }

    /** Asks the engine; the name leads to the object before anybody hears that it does. */
    CompletableFuture<T> askBy(Loop loop) {
        try {
            loop.follow(name.length(), this);
        } catch (SwarmRejectedException e) {
            end(e);
        }
        return this;
    }

    @Override
    public void foresee(Registry registry) {
        workers.expectLocal(name, hash);
        registry.expect(name);
    }

    @Override
    public void ask(Now now, Registry registry) {
        outcome = lead(workers, name, worker, hash, registry.registerLocal(now, name));
    }

    /** Has a name lead to its object if the engine has agreed, in the step in which it did; returns what it said. */
    static Outcome lead(Workers workers, String name, SwarmWorker worker, int hash, Outcome said) {
        if (said instanceof Outcome.Registered registered) {
            workers.addLocal(name, worker, hash, registered.worker().token());
        }
        return said;
    }

    /** The step has failed in which something was said of a name: it is shown nowhere. */
    static void undo(Workers workers, String name, @Nullable Outcome said) {
        if (said instanceof Outcome.Registered registered) {
            workers.dropLocal(name, registered.worker().token());
        }
    }

    @Override
    public void end(@Nullable RuntimeException problem) {
        try {
            if (problem != null) {
                undo(workers, name, outcome);
                throw problem;
            }
            complete(reading.apply(name, Objects.requireNonNull(outcome)));
        } catch (RuntimeException e) {
            completeExceptionally(e);
        }
    }
}
