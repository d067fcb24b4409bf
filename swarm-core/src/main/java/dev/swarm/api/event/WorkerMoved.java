package dev.swarm.api.event;

import dev.swarm.api.NodeId;
import dev.swarm.api.registry.WorkerRef;
import java.time.Instant;

/**
 * A name lives elsewhere now, or on the same node in another life.
 *
 * @param worker where it lives
 * @param from where it lived before
 * @param time when this node learnt it, by this node's wall clock
 */
public record WorkerMoved(WorkerRef worker, NodeId from, Instant time) implements RegistryEvent {

    @Override
    public String name() {
        return worker.name();
    }

    @Override
    public NodeId node() {
        return worker.node();
    }
}
