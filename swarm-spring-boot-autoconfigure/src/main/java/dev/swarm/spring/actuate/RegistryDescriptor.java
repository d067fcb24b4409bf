package dev.swarm.spring.actuate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.swarm.api.NodeId;
import dev.swarm.api.SwarmGroups;
import dev.swarm.api.SwarmRegistry;
import dev.swarm.api.registry.RegistryOverview;
import dev.swarm.api.registry.WorkerRef;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What the endpoint says of the whole registry, as this node knows it. Fields without a value are there as {@code
 * null}, so that the shape is always the same. There is nothing of what workers were registered with, hold or are told.
 *
 * @param strategy who owns names
 * @param names how many names live somewhere
 * @param byNode how many of them live where, by the node's name
 * @param groups how many members each group has, by its name
 * @param partitions how many partitions there are
 * @param nodes who may own names, with their share, sorted by name
 * @param ignored why other live nodes own nothing, by the node's name
 * @param quorum what {@code static-quorum} wants and has, {@code null} for other strategies
 * @param paused whether rebalancing is paused on this node
 * @param draining whether this node gives its names away
 * @param operations what is under way here, the oldest first
 * @param handoffs how many moves ended how
 * @param stalled what has been under way for too long, {@code null} if nothing has
 */
@JsonInclude(Include.ALWAYS)
public record RegistryDescriptor(
        String strategy,
        int names,
        SortedMap<String, Integer> byNode,
        SortedMap<String, Integer> groups,
        int partitions,
        List<Owner> nodes,
        SortedMap<String, String> ignored,
        @Nullable OwnersQuorum quorum,
        boolean paused,
        boolean draining,
        List<Operation> operations,
        RegistryOverview.Handoffs handoffs,
        @Nullable String stalled)
        implements OperationResponseBody {

    static RegistryDescriptor of(SwarmRegistry registry, SwarmGroups groups) {
        RegistryOverview overview = registry.overview();
        RegistryOverview.QuorumState quorum = overview.quorum();
        SortedMap<String, String> ignored = new TreeMap<>();
        overview.ignored().forEach((node, reason) -> ignored.put(node.name(), reason));
        return new RegistryDescriptor(
                overview.strategy(),
                overview.names(),
                byNode(overview, registry),
                sizes(groups),
                overview.partitions(),
                overview.nodes().stream().map(Owner::of).toList(),
                ignored,
                quorum == null ? null : OwnersQuorum.of(quorum),
                overview.paused(),
                overview.draining(),
                overview.operations().stream().map(Operation::of).toList(),
                overview.handoffs(),
                overview.stalled());
    }

    /** Who may own names tells how many it has; nodes that may not can still have local ones, which are counted. */
    private static SortedMap<String, Integer> byNode(RegistryOverview overview, SwarmRegistry registry) {
        SortedMap<String, Integer> counts = new TreeMap<>();
        overview.nodes().forEach(owner -> counts.put(owner.node().name(), owner.managed() + owner.local()));
        if (!overview.ignored().isEmpty()) {
            registry.registered().stream()
                    .map(ref -> ref.node())
                    .filter(node -> overview.ignored().containsKey(node))
                    .forEach(node -> counts.merge(node.name(), 1, Integer::sum));
        }
        return counts;
    }

    private static SortedMap<String, Integer> sizes(SwarmGroups groups) {
        SortedMap<String, Integer> sizes = new TreeMap<>();
        groups.groups().forEach(group -> sizes.put(group, groups.members(group).size()));
        return sizes;
    }

    /**
     * A node that may own names.
     *
     * @param node its name
     * @param weight its weight
     * @param partitions how many partitions it owns by the ring
     * @param managed how many managed names live there
     * @param local how many local ones
     */
    public record Owner(String node, int weight, int partitions, int managed, int local) {

        static Owner of(RegistryOverview.Owner owner) {
            return new Owner(owner.node().name(), owner.weight(), owner.partitions(), owner.managed(), owner.local());
        }
    }

    /**
     * The quorum without which no node owns names.
     *
     * @param size how many nodes are needed
     * @param present how many that may own names are here
     * @param met whether that is enough
     * @param held how many partitions this node holds by it
     * @param oversized whether there are so many nodes that both sides of a split network could go on
     */
    public record OwnersQuorum(int size, int present, boolean met, int held, boolean oversized) {

        static OwnersQuorum of(RegistryOverview.QuorumState state) {
            return new OwnersQuorum(state.size(), state.present(), state.isMet(), state.held(), state.oversized());
        }
    }

    /**
     * Something under way.
     *
     * @param name the name it is about
     * @param what what is done
     * @param phase how far it is
     * @param peer the other node, {@code null} if there is none
     * @param age since when
     */
    @JsonInclude(Include.ALWAYS)
    public record Operation(
            String name,
            String what,
            String phase,
            @Nullable String peer,
            Duration age) {

        static Operation of(RegistryOverview.Operation operation) {
            NodeId peer = operation.peer();
            return new Operation(
                    operation.name(),
                    operation.what(),
                    operation.phase(),
                    peer == null ? null : peer.name(),
                    operation.age());
        }
    }

    /**
     * What the endpoint says of one name.
     *
     * @param name the name, with its scope
     * @param owner name of the node where it lives
     * @param workerType type of its worker, empty for a local one
     * @param managed whether the library has placed it
     * @param token fencing token of its present life
     * @param groups the groups it is a member of, sorted
     * @param operations what is under way here about it
     */
    public record Name(
            String name,
            String owner,
            String workerType,
            boolean managed,
            long token,
            List<String> groups,
            List<Operation> operations)
            implements OperationResponseBody {

        static Name of(WorkerRef ref, SwarmRegistry registry, SwarmGroups groups) {
            return new Name(
                    ref.name(),
                    ref.node().name(),
                    ref.type(),
                    ref.isManaged(),
                    ref.token(),
                    groups.groups().stream()
                            .filter(group -> groups.members(group).stream()
                                    .anyMatch(member -> member.name().equals(ref.name())))
                            .toList(),
                    registry.overview().operations().stream()
                            .filter(operation -> operation.name().equals(ref.name()))
                            .map(Operation::of)
                            .toList());
        }
    }
}
