package dev.swarm.engine.step;

import dev.swarm.api.LinkQuality;
import dev.swarm.api.NodeId;

/** Told how good links are; called within the step in which that changes, and may send from within the call. */
@FunctionalInterface
public interface LinkWatch {

    /**
     * The link to a node has another quality from now on. A node that was never told of has {@link LinkQuality#GOOD}
     * when it comes, and comes with a call; one that is down or has left has {@link LinkQuality#DISCONNECTED}.
     */
    void onQuality(Now now, NodeId node, LinkQuality quality);
}
