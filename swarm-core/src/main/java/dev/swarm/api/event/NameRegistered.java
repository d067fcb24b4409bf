package dev.swarm.api.event;

import dev.swarm.api.NodeId;
import dev.swarm.api.registry.WorkerRef;
import java.time.Instant;

/**
 * A name has a worker that it had not before, or again.
 *
 * @param worker where it lives
 * @param time when this node learnt it, by this node's wall clock
 */
public record NameRegistered(WorkerRef worker, Instant time) implements RegistryEvent {

    @Override
    public String name() {
        return worker.name();
    }

    @Override
    public NodeId node() {
        return worker.node();
    }
}
