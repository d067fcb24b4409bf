package dev.swarm.benchmark;

import dev.swarm.api.failure.SwarmRejectedException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** How ours says that it is asked for too much. */
public final class Refusal {

    private Refusal() {}

    /** Tells whether the queue was full. What fails later is a bound that a benchmark must not meet. */
    public static boolean is(CompletableFuture<?> asked) {
        if (!asked.isCompletedExceptionally()) {
            return false;
        }
        try {
            Object unused = asked.join();
            return false;
        } catch (CompletionException e) {
            if (e.getCause() instanceof SwarmRejectedException) {
                return true;
            }
            throw e;
        }
    }
}
