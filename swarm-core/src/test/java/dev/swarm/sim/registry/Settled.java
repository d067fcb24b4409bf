package dev.swarm.sim.registry;

import dev.swarm.api.NodeId;
import dev.swarm.api.registry.RegistryOverview;
import dev.swarm.api.registry.WorkerRef;
import dev.swarm.engine.registry.placement.PartitionTable;
import dev.swarm.engine.registry.placement.PartitionTable.Share;
import dev.swarm.sim.SimNode;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What holds of all nodes when all is quiet: nothing is under way, all know the same names and groups, each name has
 * one life where all say that it is, at its place, and there is no other one.
 */
final class Settled {

    private static final Duration POLL = Duration.ofMillis(100);

    private final RegistryWorld world;
    private final Collection<String> expected;
    private final @Nullable PartitionTable places;

    private Settled(RegistryWorld world, Collection<String> expected, boolean isPlaced) {
        this.world = world;
        this.expected = expected;
        this.places = isPlaced ? table(world) : null;
    }

    /** Waits until it holds; fails the run if that takes too long. */
    static Duration await(RegistryWorld world, Duration limit) {
        return await(new Settled(world, List.of(), true), limit);
    }

    /** As {@link #await}, but names may be anywhere. */
    static Duration awaitAnywhere(RegistryWorld world, Duration limit) {
        return await(new Settled(world, List.of(), false), limit);
    }

    /** As {@link #await}, and these names are there too. */
    static Duration awaitAll(RegistryWorld world, Collection<String> names, Duration limit) {
        return await(new Settled(world, names, true), limit);
    }

    private static Duration await(Settled settled, Duration limit) {
        RegistryWorld world = settled.world;
        Duration start = world.cluster().elapsed();
        String problem = settled.problem();
        while (problem != null) {
            if (world.cluster().elapsed().minus(start).compareTo(limit) > 0) {
                throw world.cluster().failure("cluster", "not settled within " + limit + ": " + problem);
            }
            world.cluster().runFor(POLL);
            problem = settled.problem();
        }
        return world.cluster().elapsed().minus(start);
    }

    /** Returns who owns what by the ring when all nodes that stay own names. */
    static PartitionTable table(RegistryWorld world) {
        List<Share> owners = world.cluster().nodes().stream()
                .filter(SimNode::isStaying)
                .filter(node -> world.config().filter().admits(node.id().name()))
                .map(node -> new Share(node.id(), world.config().weight()))
                .toList();
        return PartitionTable.empty(world.config().partitions()).with(owners);
    }

    /** Returns what does not hold, {@code null} if all does. */
    @Nullable
    String problem() {
        List<SimWorkers> running = world.running();
        SimWorkers witness = running.get(0);
        List<WorkerRef> names = witness.node().names().registered("");
        for (SimWorkers each : running) {
            String problem = unfinished(each);
            if (problem == null) {
                problem = difference(witness.node(), names, each.node());
            }
            if (problem == null) {
                problem = strayCopy(each);
            }
            if (problem != null) {
                return each.node().id() + " " + problem;
            }
        }
        for (String name : expected) {
            if (witness.whereis(name) == null) {
                return name + " is lost; its lives were " + world.livesOf(name);
            }
        }
        return names.stream()
                .map(this::misplaced)
                .filter(text -> text != null)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String unfinished(SimWorkers workers) {
        if (!workers.asked().isEmpty()) {
            return "waits for answers to " + workers.asked().values();
        }
        RegistryOverview overview = workers.node().names().overview();
        if (overview == null) {
            return "has no overview";
        }
        if (!overview.operations().isEmpty()) {
            String name = overview.operations().get(0).name();
            return "has under way " + overview.operations() + ", lives " + workers.copiesOf(name);
        }
        return overview.stalled() == null ? null : "is stalled: " + overview.stalled();
    }

    private static @Nullable String difference(SimNode witness, List<WorkerRef> names, SimNode other) {
        List<WorkerRef> theirs = other.names().registered("");
        if (!theirs.equals(names)) {
            TreeSet<String> differing = new TreeSet<>();
            names.stream()
                    .filter(ref -> !theirs.contains(ref))
                    .map(WorkerRef::toString)
                    .forEach(differing::add);
            theirs.stream()
                    .filter(ref -> !names.contains(ref))
                    .map(ref -> "here " + ref)
                    .forEach(differing::add);
            return "shows other names than " + witness.id() + ": "
                    + differing.stream().limit(4).toList();
        }
        if (!other.names().groups().equals(witness.names().groups())) {
            return "shows the groups " + other.names().groups() + ", not "
                    + witness.names().groups();
        }
        return other.names().groups().stream()
                .filter(group ->
                        !other.names().members(group).equals(witness.names().members(group)))
                .findFirst()
                .map(group -> "shows other members of " + group)
                .orElse(null);
    }

    private static @Nullable String strayCopy(SimWorkers workers) {
        Map<String, SimCopy> first = new HashMap<>();
        for (SimCopy copy : workers.copies()) {
            if (copy.isNamed()) {
                WorkerRef ref = workers.whereis(copy.name());
                SimCopy other = first.putIfAbsent(copy.name(), copy);
                if (other != null) {
                    return "has two copies: " + copy + " and " + other;
                }
                if (ref == null || !ref.node().equals(workers.node().id())) {
                    return "has a copy that nobody knows: " + copy + ", known is " + ref;
                }
            }
        }
        return null;
    }

    /** With a quorum a whole partition goes at once, or stays. */
    private boolean moves(PartitionTable table, SimCopy copy) {
        if (!world.config().strategy().needsQuorum()) {
            return copy.kind().moves();
        }
        int partition = table.partitionOf(copy.name());
        return copy.workers().copies().stream()
                .filter(other -> !other.isLocal() && table.partitionOf(other.name()) == partition)
                .allMatch(other -> other.kind().moves());
    }

    private @Nullable String misplaced(WorkerRef ref) {
        List<SimCopy> open =
                world.openOf(ref.name()).stream().filter(SimCopy::isNamed).toList();
        if (open.size() != 1) {
            return ref + " has the lives " + world.aliveOf(ref.name());
        }
        SimCopy copy = open.get(0);
        NodeId at = copy.workers().node().id();
        if (!at.equals(ref.node()) || copy.token() != ref.token()) {
            return ref + " is " + copy;
        }
        if (copy.waiting() > 0) {
            return ref + " has messages that wait";
        }
        PartitionTable table = places;
        if (table == null || !ref.isManaged() || !moves(table, copy)) {
            return null;
        }
        NodeId owner = table.owner(table.partitionOf(ref.name()));
        return at.equals(owner) ? null : ref + " should be on " + owner;
    }
}
