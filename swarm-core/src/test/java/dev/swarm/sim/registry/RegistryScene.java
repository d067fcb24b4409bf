package dev.swarm.sim.registry;

import dev.swarm.api.NodeId;
import dev.swarm.api.config.RegistryConfig;
import dev.swarm.api.config.RegistryConfig.Moves;
import dev.swarm.api.registry.RestartPolicy;
import dev.swarm.api.registry.StopMode;
import dev.swarm.api.registry.WorkerRef;
import dev.swarm.engine.registry.Outcome;
import dev.swarm.engine.registry.placement.PartitionTable;
import dev.swarm.engine.wire.registry.Op;
import dev.swarm.engine.wire.registry.Recipe;
import dev.swarm.sim.SimNode;
import dev.swarm.sim.SimSettings;
import dev.swarm.sim.registry.RegistryWorld.Pending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A small cluster with names, and short words for what tests do with it. */
final class RegistryScene {

    static final Duration SOON = Duration.ofSeconds(30);
    static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final Duration A_WHILE = Duration.ofSeconds(2);
    private static final long SEED = 7;

    final RegistryWorld world;

    private RegistryScene(RegistryWorld world) {
        this.world = world;
    }

    /** Returns a cluster none of whose nodes runs. */
    static RegistryScene of(int nodes, SimSettings.Naming naming) {
        return new RegistryScene(RegistryWorld.of(SEED, SimSettings.of(nodes).with(naming)));
    }

    /** Returns a cluster of which the first nodes run and know each other. */
    static RegistryScene started(int running, int nodes, SimSettings.Naming naming) {
        RegistryScene scene = of(nodes, naming);
        for (int i = 0; i < running; i++) {
            scene.world.cluster().start(i);
        }
        scene.converge();
        return scene;
    }

    /** Returns a cluster with the ring all of whose nodes run. */
    static RegistryScene started(int nodes) {
        return started(nodes, nodes, ring());
    }

    /** Returns the ring, that moves soon. */
    static SimSettings.Naming ring() {
        return SimSettings.Naming.of(quick(RegistryConfig.defaults()));
    }

    /** Returns the same numbers, with names that move soon. */
    static RegistryConfig quick(RegistryConfig config) {
        return config.with(new Moves(64, Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofSeconds(5)));
    }

    SimNode node(int index) {
        return world.cluster().node(index);
    }

    NodeId id(int index) {
        return node(index).id();
    }

    void pass(Duration time) {
        world.cluster().runFor(time);
    }

    /** Starts one more node, and waits until all know it. */
    void start(int index) {
        world.cluster().start(index);
        converge();
    }

    /** Waits until all who run see each other, and have told what they own. */
    void converge() {
        world.cluster().thenConverges(Duration.ofMinutes(2));
        pass(A_WHILE);
    }

    /** Waits until all is quiet and in its place. */
    Duration settle() {
        return Settled.await(world, SOON);
    }

    /** Waits until all is quiet, wherever names are. */
    Duration settleAnywhere() {
        return Settled.awaitAnywhere(world, SOON);
    }

    Outcome ask(int by, String name, Op op) {
        return ask(by, name, op, TIMEOUT);
    }

    Outcome ask(int by, String name, Op op, Duration timeout) {
        return outcome(world.ask(node(by), name, op, timeout));
    }

    /** Waits for an answer. */
    Outcome outcome(Pending pending) {
        world.cluster().runUntil("there is an answer", pending::isOver, SOON);
        return pending.outcome();
    }

    Outcome register(int by, String name, WorkerKind kind, String... groups) {
        return ask(by, name, register(kind, RestartPolicy.TRANSIENT, groups));
    }

    static Op register(WorkerKind kind, RestartPolicy policy, String... groups) {
        Recipe recipe = Workload.recipe(kind, policy, groups);
        return new Op.Register(recipe);
    }

    /** Registers many names of a kind, called by their numbers. */
    List<String> registerMany(int count, WorkerKind kind) {
        List<String> names = new ArrayList<>();
        List<Pending> pending = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(kind.type() + "-" + i);
            pending.add(world.ask(node(0), kind.type() + "-" + i, register(kind, RestartPolicy.TRANSIENT), TIMEOUT));
        }
        pending.forEach(each -> {
            if (!(outcome(each) instanceof Outcome.Registered)) {
                throw world.cluster().failure("cluster", "is not registered: " + each.outcome());
            }
        });
        return names;
    }

    Outcome stop(int by, String name) {
        return ask(by, name, new Op.Stop(StopMode.GRACEFUL, 0));
    }

    /** Sends a number of messages to a name, and lets them be handled. */
    List<Parcel> tell(int from, String name, int count) {
        List<Parcel> parcels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parcels.add(world.post().tell(node(from), name));
        }
        pass(Duration.ofMillis(100));
        return parcels;
    }

    /** Returns a name, beginning with a text, that a node would own if just these ran. */
    String nameOwnedBy(int owner, String prefix, int... running) {
        PartitionTable table = table(running);
        for (int i = 0; ; i++) {
            String name = prefix + "-" + i;
            if (id(owner).equals(table.owner(table.partitionOf(name)))) {
                return name;
            }
        }
    }

    /** Returns who owns what if just these ran. */
    PartitionTable table(int... running) {
        List<PartitionTable.Share> shares = new ArrayList<>();
        for (int each : running) {
            shares.add(new PartitionTable.Share(id(each), world.config().weight()));
        }
        return PartitionTable.empty(world.config().partitions()).with(shares);
    }

    /** Returns the one life of a name that handles messages; fails the run if there is none, or more than one. */
    SimCopy onlyLife(String name) {
        List<SimCopy> open = world.openOf(name);
        if (open.size() != 1) {
            throw world.cluster().failure("cluster", name + " has the lives " + world.aliveOf(name));
        }
        return open.get(0);
    }

    /** Returns where the one life of a name is. */
    NodeId placeOf(String name) {
        return onlyLife(name).workers().node().id();
    }

    WorkerRef whereis(int by, String name) {
        WorkerRef ref = node(by).names().whereis(name);
        if (ref == null) {
            throw world.cluster().failure(id(by).name(), "does not find " + name);
        }
        return ref;
    }

    boolean finds(int by, String name) {
        return node(by).names().whereis(name) != null;
    }

    /** Returns the names of a group's members as a node shows them. */
    List<String> members(int by, String group) {
        return node(by).names().members(group).stream().map(WorkerRef::name).toList();
    }
}
