package dev.swarm.sim.registry;

import dev.swarm.api.NodeId;
import dev.swarm.api.config.RegistryConfig;
import dev.swarm.engine.registry.Outcome;
import dev.swarm.engine.wire.registry.Op;
import dev.swarm.sim.SimCluster;
import dev.swarm.sim.SimNode;
import dev.swarm.sim.SimSettings;
import dev.swarm.sim.time.SimTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A cluster whose nodes have workers, all lives of all names, and what must hold of them. */
final class RegistryWorld {

    private static final long LOOK_NANOS = Duration.ofMillis(50).toNanos();

    private final SimCluster cluster;
    private final SimSettings.Naming naming;
    private final SplittableRandom chance;
    private final Post post = new Post(this);
    private final IdentityHashMap<SimNode, SimWorkers> workers = new IdentityHashMap<>();
    private final Map<String, List<SimCopy>> lives = new TreeMap<>();
    private final Map<String, SortedSet<Long>> lost = new HashMap<>();
    private final List<LifeCheck> checks;
    private Duration openingMax = Duration.ZERO;

    private RegistryWorld(long seed, SimSettings settings) {
        this.cluster = SimCluster.of(seed, settings);
        this.naming = settings.naming();
        this.chance = cluster.chance().split();
        this.checks = LifeChecks.over(this);
        cluster.shells(this::shell);
        cluster.scheduler().setAfter(new Look(), LOOK_NANOS);
    }

    static RegistryWorld of(long seed, SimSettings settings) {
        return new RegistryWorld(seed, settings);
    }

    SimCluster cluster() {
        return cluster;
    }

    RegistryConfig config() {
        return naming.config();
    }

    Post post() {
        return post;
    }

    /** Applications of nodes that start from now on are ready after up to this time. */
    void openingWithin(Duration most) {
        openingMax = most;
    }

    /** Returns the workers of a node's present process. */
    SimWorkers workers(SimNode node) {
        SimWorkers present = workers.get(node);
        if (present == null || present.isEnded()) {
            throw new IllegalStateException(node.id() + " does not run");
        }
        return present;
    }

    /** Returns the workers of all processes that run. */
    List<SimWorkers> running() {
        return cluster.nodes().stream()
                .filter(SimNode::isRunning)
                .map(this::workers)
                .toList();
    }

    /** Returns the node of a name, {@code null} if there is none. */
    @Nullable
    SimNode node(NodeId id) {
        return cluster.nodes().stream()
                .filter(node -> node.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    /** Returns all lives of all names so far, by name, the earliest first. */
    Map<String, List<SimCopy>> lives() {
        return lives;
    }

    /** Returns all lives of a name so far. */
    List<SimCopy> livesOf(String name) {
        return lives.getOrDefault(name, List.of());
    }

    /** Returns the lives of a name that handle messages now. */
    List<SimCopy> openOf(String name) {
        return livesOf(name).stream().filter(SimCopy::isOpen).toList();
    }

    /** Returns the lives of a name that have not ended. */
    List<SimCopy> aliveOf(String name) {
        return livesOf(name).stream().filter(SimCopy::isAlive).toList();
    }

    /** Asks for something on a node that runs. */
    Pending ask(SimNode node, String name, Op op, Duration timeout) {
        Pending pending = new Pending(cluster.elapsed());
        workers(node)
                .ask(
                        op + " of " + name,
                        (registry, now, number, nanos) -> registry.ask(now, number, name, op, nanos),
                        timeout,
                        outcome -> pending.end(outcome, cluster.elapsed()));
        return pending;
    }

    /** Gives all names of a node away. */
    Pending drain(SimNode node, Duration timeout) {
        Pending pending = new Pending(cluster.elapsed());
        workers(node)
                .ask(
                        "drain",
                        (registry, now, number, nanos) -> registry.drain(now, number, nanos),
                        timeout,
                        outcome -> pending.end(outcome, cluster.elapsed()));
        return pending;
    }

    /** Registers what a node's user has. */
    Pending registerLocal(SimNode node, String name, Duration timeout) {
        Pending pending = new Pending(cluster.elapsed());
        workers(node).registerLocal(name, timeout, outcome -> pending.end(outcome, cluster.elapsed()));
        return pending;
    }

    /** Demands something of all checks. */
    void check(SimNode node, Function<LifeCheck, Optional<String>> question) {
        for (LifeCheck check : checks) {
            Optional<String> violation = question.apply(check);
            if (violation.isPresent()) {
                throw cluster.failure(node.id().name(), check.name() + ": " + violation.get());
            }
        }
    }

    void add(SimCopy copy) {
        lives.computeIfAbsent(copy.name(), any -> new ArrayList<>()).add(copy);
    }

    /** A life ended, and its state with it, in a way in which that may be. */
    void lost(SimCopy copy) {
        lost.computeIfAbsent(copy.name(), any -> new TreeSet<>()).addAll(copy.handled());
    }

    /** Returns the messages whose traces may be gone from the state of a name. */
    Set<Long> lostOf(String name) {
        return lost.getOrDefault(name, new TreeSet<>());
    }

    private SimWorkers shell(SimNode node) {
        SimWorkers fresh =
                new SimWorkers(this, node, chance.split(), config().moves().handoffTimeout());
        workers.put(node, fresh);
        long most = openingMax.toNanos();
        fresh.later(most == 0 ? 0 : chance.nextLong(most), () -> fresh.tell((now, registry) -> registry.open(now)));
        return fresh;
    }

    /** How a request fares. */
    static final class Pending {

        private final Duration since;
        private @Nullable Outcome outcome;
        private @Nullable Duration took;

        Pending(Duration since) {
            this.since = since;
        }

        private void end(Outcome how, Duration at) {
            outcome = how;
            took = at.minus(since);
        }

        boolean isOver() {
            return outcome != null;
        }

        /** Returns how it ended; throws if it has not. */
        Outcome outcome() {
            Outcome ended = outcome;
            if (ended == null) {
                throw new IllegalStateException("There is no answer yet");
            }
            return ended;
        }

        /** Returns how long it took; throws if it has not ended. */
        Duration took() {
            Duration time = took;
            if (time == null) {
                throw new IllegalStateException("There is no answer yet");
            }
            return time;
        }
    }

    private final class Look extends SimTimer {

        @Override
        protected void fire() {
            for (SimWorkers each : running()) {
                if (!each.node().isResponsive()) {
                    each.stoodStill(LOOK_NANOS);
                }
            }
            check(cluster.node(0), LifeCheck::onLook);
            cluster.scheduler().setAfter(this, LOOK_NANOS);
        }
    }
}
