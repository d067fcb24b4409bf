package dev.swarm.registry;

import dev.swarm.api.failure.SwarmRejectedException;
import dev.swarm.engine.registry.Outcome;
import dev.swarm.engine.registry.Registry;
import dev.swarm.engine.registry.WorkerEffect.Answered;
import dev.swarm.engine.step.Now;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What users have asked of the registry, by number, until the engine says how it ended. */
final class Requests {

    private static final int MOST = 1_000_000;

    private final Loop loop;
    private final Completions completions;
    private final Map<Long, CompletableFuture<Outcome>> open = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong last = new AtomicLong();
    private volatile boolean ended;

    Requests(Loop loop, Completions completions) {
        this.loop = loop;
        this.completions = completions;
    }

    /** What is asked. */
    @FunctionalInterface
    interface Request {

        /** Asks it, by its number. */
        void ask(Now now, Registry registry, long number);
    }

    /**
     * Asks something.
     *
     * @param size about how many bytes it holds
     * @return how it ended; fails with {@link SwarmRejectedException} if it was not asked, or the node ends
     */
    CompletableFuture<Outcome> ask(int size, Request request) {
        if (count.incrementAndGet() > MOST) {
            count.decrementAndGet();
            return CompletableFuture.failedFuture(new SwarmRejectedException("Too many requests wait already"));
        }
        long number = last.incrementAndGet();
        CompletableFuture<Outcome> future = new CompletableFuture<>();
        open.put(number, future);
        try {
            loop.submit(size, (now, registry) -> request.ask(now, registry, number), error -> fail(number, error));
        } catch (SwarmRejectedException e) {
            // nobody has the future yet, so whoever asks too much hears of it at once
            CompletableFuture<Outcome> unused = remove(number);
            return CompletableFuture.failedFuture(e);
        }
        if (ended) {
            fail(number, stopped());
        }
        return future;
    }

    /** The engine says how a request ended. */
    void onAnswered(Answered answered) {
        CompletableFuture<Outcome> future = remove(answered.request());
        if (future != null) {
            completions.add(() -> future.complete(answered.outcome()));
        }
    }

    /** Nobody answers any more. */
    void end() {
        ended = true;
        open.keySet().forEach(number -> fail(number, stopped()));
    }

    private void fail(long number, Throwable error) {
        CompletableFuture<Outcome> future = remove(number);
        if (future != null) {
            completions.add(() -> future.completeExceptionally(error));
        }
    }

    private @Nullable CompletableFuture<Outcome> remove(long number) {
        CompletableFuture<Outcome> future = open.remove(number);
        if (future != null) {
            count.decrementAndGet();
        }
        return future;
    }

    private static SwarmRejectedException stopped() {
        return new SwarmRejectedException("The node does not run");
    }
}
