package dev.swarm.api;

import dev.swarm.api.discovery.DiscoveryStatus;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** How this node looks for peers, and joining by hand. Any thread. */
public interface SwarmDiscovery {

    /** Tells whether the node runs and at least one strategy looks for peers. */
    boolean available();

    /** Returns the state of each topology, sorted by its name; empty while the node does not run. */
    List<DiscoveryStatus> status();

    /**
     * Joins the cluster of the node at an address.
     *
     * @return done when tables were exchanged; ends with {@link dev.swarm.api.failure.JoinFailedException} if nobody of
     *     this cluster answers there, or with {@link dev.swarm.api.failure.SwarmRejectedException} if the node does not
     *     run or is too busy
     */
    CompletableFuture<Void> join(NodeAddress address);
}
