package dev.swarm.api.registry;

import dev.swarm.api.NodeId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides on which node a managed name lives. Every node asks its own instance, so it must answer the same everywhere
 * for the same question: it uses nothing but its arguments, and is the same class with the same settings on all nodes.
 * Called by the protocol's thread for each name when members change, so it returns within microseconds and waits for
 * nothing; what it throws counts as the owner by the ring.
 */
@FunctionalInterface
public interface Placement {

    /** Returns where a name should live; must be one of {@link Question#nodes()}. */
    NodeId place(Question question);

    /**
     * What is asked.
     *
     * @param name the name, with its scope
     * @param type its worker type
     * @param hint what it was registered with, {@code null} for none
     * @param current where it lives now, {@code null} if nowhere or its node is not among {@code nodes}
     * @param owner who owns it by the ring
     * @param nodes who may own names now, sorted by name; never empty
     */
    record Question(
            String name,
            String type,
            @Nullable String hint,
            @Nullable NodeId current,
            NodeId owner,
            List<NodeLoad> nodes) {}

    /**
     * A node that may own names.
     *
     * @param node its name
     * @param weight what it said of its share, 1 to 1,000
     * @param names how many managed names it has, as this node knows; about the same on all nodes
     */
    record NodeLoad(NodeId node, int weight, int names) {}

    /** Returns the owner by the ring: names spread by weight, and a change of members moves as few as possible. */
    static Placement ring() {
        return Question::owner;
    }

    /**
     * Returns one that has a name live on the node that its hint names; the owner by the ring while that is not there.
     */
    static Placement pinned() {
        return question -> question.nodes().stream()
                .map(NodeLoad::node)
                .filter(node -> node.name().equals(question.hint()))
                .findFirst()
                .orElse(question.owner());
    }

    /**
     * Returns one that has names stay where they are, and gives those that live nowhere, and new ones, to the node with
     * the fewest for its weight.
     */
    static Placement leastLoaded() {
        return new LeastLoaded();
    }
}
