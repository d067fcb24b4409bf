package dev.swarm.spring.registry;

import dev.swarm.api.SwarmWorker;
import dev.swarm.api.registry.Handoff;
import dev.swarm.api.registry.StopReason;
import dev.swarm.api.registry.WorkerContext;
import dev.swarm.api.registry.WorkerMessage;
import dev.swarm.api.registry.WorkerState;
import dev.swarm.spring.SwarmWorkerType;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A worker that counts what it is told, and throws at {@code crash}. */
@SwarmWorkerType("counter")
class Counter implements SwarmWorker {

    private final Ledger ledger;
    private @Nullable WorkerContext context;
    private long count;

    Counter(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public void onStart(WorkerContext own) {
        context = own;
        CompletableFuture<Void> unused = own.groups().join("counters", own.name());
    }

    @Override
    public Object onMessage(WorkerMessage message) {
        String text = message.as(String.class);
        WorkerContext own = Objects.requireNonNull(context);
        switch (text) {
            case "add" -> count++;
            case "save" -> own.save(count);
            case "crash" -> throw new IllegalStateException("thrown on purpose by " + own.name());
            case "where" -> {
                return own.node().name();
            }
            default -> {
                return count;
            }
        }
        return count;
    }

    @Override
    public Handoff beginHandoff() {
        return Handoff.resume(count);
    }

    @Override
    public void endHandoff(WorkerState state) {
        count = state.as(Long.class);
    }

    @Override
    public void onStop(StopReason reason) {
        ledger.note(Objects.requireNonNull(context).name() + " " + reason);
    }
}
