package dev.swarm.registry;

import dev.swarm.api.SwarmWorker;
import dev.swarm.engine.registry.Outcome;
import dev.swarm.engine.registry.Registry;
import dev.swarm.engine.step.Now;
import dev.swarm.registry.worker.Workers;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** A name on its way to an object of this node. */
final class Naming {

    private final Workers workers;
    private final String name;
    private final long copy;

    /** What the engine said; written in its step, and read after it. */
    private volatile @Nullable Outcome outcome;

    Naming(Workers workers, String name, SwarmWorker worker) {
        this.workers = workers;
        this.name = name;
        this.copy = workers.addLocal(name, worker);
    }

    /** Asks the engine; the name leads to the object before anybody hears that it does. */
    CompletableFuture<Outcome> ask(Loop loop) {
        return loop.offer(name.length(), this::register).handle(this::end);
    }

    private void register(Now now, Registry registry) {
        outcome = registry.registerLocal(now, name, copy);
    }

    private Outcome end(@Nullable Void told, @Nullable Throwable error) {
        Outcome said = outcome;
        // what is said in a step that fails is shown nowhere
        if (error == null && said instanceof Outcome.Registered registered) {
            workers.onLocal(copy, registered.worker().token());
        } else {
            workers.dropLocal(copy);
        }
        if (error != null) {
            throw new CompletionException(error);
        }
        return Objects.requireNonNull(said);
    }
}
