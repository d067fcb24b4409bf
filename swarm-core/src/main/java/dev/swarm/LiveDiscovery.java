package dev.swarm;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.SwarmDiscovery;
import dev.swarm.api.discovery.DiscoveryStatus;
import dev.swarm.api.failure.JoinFailedException;
import dev.swarm.engine.step.Answer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The discovery of whichever life the node is in. */
final class LiveDiscovery implements SwarmDiscovery {

    private final Supplier<Optional<Life>> life;

    LiveDiscovery(Supplier<Optional<Life>> life) {
        this.life = life;
    }

    @Override
    public boolean available() {
        return !status().isEmpty();
    }

    @Override
    public List<DiscoveryStatus> status() {
        return life.get().map(Life::discovery).orElse(List.of());
    }

    @Override
    public CompletableFuture<Void> join(NodeAddress address) {
        return life.get()
                .map(current -> current.join(address))
                .orElseGet(() -> CompletableFuture.failedFuture(Life.notRunning()))
                .thenAccept(answer -> {
                    if (answer instanceof Answer.Failed failed) {
                        throw new JoinFailedException(address, failed.reason());
                    }
                });
    }
}
