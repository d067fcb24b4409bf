package dev.swarm;

import dev.swarm.api.NodeId;
import dev.swarm.api.config.CommsConfig;
import dev.swarm.api.config.RegistryConfig;
import dev.swarm.engine.registry.Outcome;
import dev.swarm.engine.wire.comms.Payload;
import dev.swarm.engine.wire.registry.Op;
import dev.swarm.registry.RegistryShell;
import dev.swarm.registry.mail.Names;
import dev.swarm.registry.mail.Receipt;
import dev.swarm.registry.mail.Values;
import dev.swarm.registry.worker.WorkerTypes;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the registry and the groups of one scope have in common: both ask whatever life the node has now, and what is
 * wrong with an argument fails a future.
 *
 * @param scope the scope, empty for none
 * @param config the numbers
 * @param messageBytes longest message
 * @param types how workers are made
 * @param values reads and writes what users say
 * @param running what there is now
 * @param names what is read of names now
 */
record Scope(
        String scope,
        RegistryConfig config,
        int messageBytes,
        WorkerTypes types,
        Values values,
        Supplier<@Nullable Running> running,
        NamesInSight names) {

    private static final int SIZE = 128;

    Scope of(String other) {
        return new Scope(other, config, messageBytes, types, values, running, names);
    }

    Duration usual() {
        return config.bounds().requestTimeout();
    }

    /** Something asked of the shell that runs now. */
    @FunctionalInterface
    interface Asking<T> {

        CompletableFuture<T> ask(RegistryShell shell);
    }

    /** Asks; what is thrown fails the future, and so does a node that does not run. */
    <T> CompletableFuture<T> ask(Asking<T> asking) {
        Running current = running.get();
        if (current == null || !current.node().state().isAnswering()) {
            return CompletableFuture.failedFuture(Life.notRunning());
        }
        try {
            return asking.ask(current.registry());
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * Asks the registry for something about a name that is done or not.
     *
     * @param unknownIsDone whether there is nothing to do for a name that is not registered
     */
    CompletableFuture<Void> change(String what, String name, Supplier<Op> op, boolean unknownIsDone) {
        Outcomes outcomes = new Outcomes(what, name, usual());
        return ask(shell -> shell.ask(Names.full(scope, name), op.get(), usual(), SIZE)
                .thenAccept(outcome -> {
                    boolean done =
                            outcome instanceof Outcome.Done || (unknownIsDone && outcome instanceof Outcome.Unknown);
                    if (!done) {
                        throw outcomes.failure(outcome);
                    }
                }));
    }

    /** Sends a message to a worker, and returns what it answers, read by a function. */
    <R> CompletableFuture<R> send(
            String full, boolean isAsk, Payload content, Duration timeout, Function<Payload, @Nullable R> reader) {
        return ask(shell ->
                shell.send(full, isAsk, content, timeout).thenApply(receipt -> reader.apply(receipt.content())));
    }

    /** Takes a letter of another node; one that comes while there is nobody to take it may be sent again. */
    CompletionStage<Payload> onLetter(NodeId from, Payload letter) {
        Running current = running.get();
        return current == null
                ? CompletableFuture.completedFuture(Receipt.ELSEWHERE.encode())
                : current.registry().postman().onRequest(from, letter);
    }

    Payload message(Object message) {
        return values.codec().message(message, messageBytes);
    }

    static Duration requireTimeout(Duration timeout) {
        if (timeout.compareTo(CommsConfig.SHORTEST) < 0 || timeout.compareTo(CommsConfig.LONGEST) > 0) {
            throw new IllegalArgumentException("The timeout must be 1 ms to 1 h, not " + timeout);
        }
        return timeout;
    }
}
