package dev.swarm.sample.league;

import dev.swarm.sample.league.LeagueException.Kind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does again what failed for a reason that passes, such as a worker that is between two nodes: no visitor need know of
 * that. Only for what does no harm when it is done twice. Any thread.
 */
final class Retry {

    private static final Logger log = LoggerFactory.getLogger(Retry.class);

    private static final long PAUSE_MILLIS = 200;

    private final Duration most;

    /**
     * Makes one.
     *
     * @param most how long after the first try the last one may begin
     */
    Retry(Duration most) {
        this.most = most;
    }

    /**
     * Tries until it succeeds, fails for a reason that does not pass, or time is up.
     *
     * @param name of the hero that it is about
     * @param attempt one try
     * @return what the last try gave; fails with {@link LeagueException}
     */
    <T> CompletableFuture<T> whileItPasses(String name, Supplier<CompletableFuture<T>> attempt) {
        return attempt(name, attempt, System.nanoTime() + most.toNanos());
    }

    private <T> CompletableFuture<T> attempt(String name, Supplier<CompletableFuture<T>> attempt, long untilNanos) {
        return attempt.get().exceptionallyCompose(error -> {
            LeagueException refusal = Refusals.of(error, name);
            if (refusal.kind() != Kind.LATER || System.nanoTime() - untilNanos >= 0) {
                return CompletableFuture.failedFuture(refusal);
            }
            log.info("{}; it is tried again", refusal.getMessage());
            return pause().thenCompose(paused -> attempt(name, attempt, untilNanos));
        });
    }

    private static CompletableFuture<Void> pause() {
        return CompletableFuture.runAsync(
                () -> {}, CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
    }
}
