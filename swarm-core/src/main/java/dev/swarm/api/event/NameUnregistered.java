package dev.swarm.api.event;

import dev.swarm.api.NodeId;
import dev.swarm.api.registry.StopReason;
import dev.swarm.api.registry.WorkerRef;
import java.time.Instant;

/**
 * A name is free.
 *
 * @param worker where it lived last
 * @param reason why; {@link StopReason#NODE_GONE} for local names of a node that is down or left
 * @param time when this node learnt it, by this node's wall clock
 */
public record NameUnregistered(WorkerRef worker, StopReason reason, Instant time) implements RegistryEvent {

    @Override
    public String name() {
        return worker.name();
    }

    @Override
    public NodeId node() {
        return worker.node();
    }
}
