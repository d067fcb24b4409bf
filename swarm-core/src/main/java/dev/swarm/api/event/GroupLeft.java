package dev.swarm.api.event;

import dev.swarm.api.NodeId;
import dev.swarm.api.registry.WorkerRef;
import java.time.Instant;

/**
 * A name is a member of a group no more.
 *
 * @param group the group, with its scope
 * @param worker where the name lives, or lived last
 * @param time when this node learnt it, by this node's wall clock
 */
public record GroupLeft(String group, WorkerRef worker, Instant time) implements RegistryEvent {

    @Override
    public String name() {
        return worker.name();
    }

    @Override
    public NodeId node() {
        return worker.node();
    }
}
