package dev.swarm;

import dev.swarm.api.config.RegistryConfig.Moves;
import dev.swarm.registry.RegistryShell;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the registry does before a node leaves: names go elsewhere with their state, and what has not gone in time ends
 * here, its state in the store if there is one.
 */
final class Farewell {

    private static final Logger LOG = LoggerFactory.getLogger(Farewell.class);

    private Farewell() {}

    /** Returns how long it takes at most. */
    static Duration limit(Moves moves) {
        return moves.drainTimeout().plus(moves.handoffTimeout()).plus(RegistryShell.LONGEST_LULL);
    }

    /** Begins it; the future never fails. */
    static CompletableFuture<Void> begin(RegistryShell registry, Moves moves) {
        return registry.drain(moves.drainTimeout())
                .handle((outcome, error) -> error == null ? outcome.toString() : error.toString())
                .thenCompose(outcome -> {
                    LOG.debug("The names of this node: {}", outcome);
                    return registry.endWorkers(moves.handoffTimeout());
                })
                .thenCompose(ended -> registry.awaitLull())
                .handle((done, error) -> {
                    if (error != null) {
                        LOG.warn("Workers could not be ended before the goodbye", error);
                    }
                    return null;
                });
    }
}
