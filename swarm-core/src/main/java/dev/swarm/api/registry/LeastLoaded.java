package dev.swarm.api.registry;

import dev.swarm.api.NodeId;
import dev.swarm.api.registry.Placement.NodeLoad;
import dev.swarm.api.registry.Placement.Question;

/** Who has least takes what is free; nothing moves that has a place. */
final class LeastLoaded implements Placement {

    @Override
    public NodeId place(Question question) {
        NodeId current = question.current();
        if (current != null) {
            return current;
        }
        NodeLoad least = question.nodes().get(0);
        for (NodeLoad node : question.nodes()) {
            // names / weight compared without a division
            long mine = (long) node.names() * least.weight();
            long other = (long) least.names() * node.weight();
            boolean tiesToOwner = mine == other && node.node().equals(question.owner());
            if (mine < other || tiesToOwner) {
                least = node;
            }
        }
        return least.node();
    }
}
