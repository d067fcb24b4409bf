package dev.swarm.api.registry;

import dev.swarm.api.NodeId;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * How the registry fares on one node.
 *
 * @param strategy {@code ring}, {@code static-quorum} or the name of the user's own
 * @param names how many names live somewhere, local ones included
 * @param nodes who may own names, with their share; sorted by name
 * @param ignored live nodes of ours that own nothing, and why; sorted by name
 * @param partitions how many partitions there are
 * @param quorum what {@code static-quorum} wants and has; {@code null} for other strategies
 * @param paused whether rebalancing is paused on this node
 * @param draining whether this node gives its names away
 * @param operations what is under way here, the oldest first; at most 100
 * @param handoffs how many moves of this node's workers ended how, since its start
 * @param stalled what has been under way for so long that something is wrong; {@code null} if nothing is
 */
public record RegistryOverview(
        String strategy,
        int names,
        List<Owner> nodes,
        SortedMap<NodeId, String> ignored,
        int partitions,
        @Nullable QuorumState quorum,
        boolean paused,
        boolean draining,
        List<Operation> operations,
        Handoffs handoffs,
        @Nullable String stalled) {

    /**
     * A node that may own names.
     *
     * @param node its name
     * @param weight its weight
     * @param partitions how many partitions it owns by the ring
     * @param managed how many managed names live there
     * @param local how many local ones
     */
    public record Owner(NodeId node, int weight, int partitions, int managed, int local) {}

    /**
     * The quorum.
     *
     * @param size how many nodes are needed
     * @param present how many that may own names are here
     * @param held how many partitions this node holds by it
     * @param oversized whether there are more than {@code 2 · size − 1}, so that both sides of a split network could go
     *     on
     */
    public record QuorumState(int size, int present, int held, boolean oversized) {

        /** Tells whether there are enough. */
        public boolean isMet() {
            return present >= size;
        }
    }

    /**
     * Something under way.
     *
     * @param name the name it is about
     * @param what such as {@code start}, {@code handoff}, {@code register}, {@code restart}
     * @param phase how far it is
     * @param peer the other node, {@code null} if there is none
     * @param age since when
     */
    public record Operation(
            String name,
            String what,
            String phase,
            @Nullable NodeId peer,
            Duration age) {}

    /**
     * Moves by how they ended.
     *
     * @param moved the next life runs elsewhere
     * @param ignored the worker stayed by its own wish
     * @param failed the worker stayed as it threw or was too slow, or the other node could not start it
     * @param merged another life of the name took the state
     */
    public record Handoffs(long moved, long ignored, long failed, long merged) {}
}
