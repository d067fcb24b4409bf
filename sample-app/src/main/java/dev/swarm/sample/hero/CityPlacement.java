package dev.swarm.sample.hero;

import dev.swarm.api.NodeId;
import dev.swarm.api.registry.Placement;

/**
 * A hero lives on the node of the city that the hero belongs to, which the hint names; while that node is not there,
 * and at home, on the owner by the ring.
 */
public final class CityPlacement implements Placement {

    private final Placement pinned = Placement.pinned();

    @Override
    public NodeId place(Question question) {
        return pinned.place(question);
    }
}
