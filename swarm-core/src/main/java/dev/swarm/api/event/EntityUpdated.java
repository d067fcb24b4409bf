package dev.swarm.api.event;

import dev.swarm.api.Entity;
import dev.swarm.api.NodeId;
import java.time.Instant;

/**
 * An entity was written; what this node shows of it has changed.
 *
 * @param entity the entity as it is now
 * @param origin the node that wrote it
 * @param time when this node learnt it, by this node's wall clock
 */
public record EntityUpdated(Entity entity, NodeId origin, Instant time) implements OverlayEvent {

    @Override
    public String id() {
        return entity.id();
    }
}
