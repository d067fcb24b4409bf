package dev.swarm.sim;

import dev.swarm.api.Commander;
import dev.swarm.api.Member;
import dev.swarm.api.Role;
import dev.swarm.api.config.TopologyConfig;
import java.time.Duration;
import java.util.List;

/** A small cluster with right clocks, and questions about who commands in it; node 0 starts first. */
final class CommandScene {

    static final Duration SOON = Duration.ofSeconds(15);

    final SimCluster cluster;
    final CommandWatch watch;

    private CommandScene(SimCluster cluster, int quorumSize) {
        this.cluster = cluster;
        this.watch = CommandWatch.over(cluster, quorumSize);
    }

    /** Returns a cluster none of whose nodes runs. */
    static CommandScene of(int nodes, int quorumSize) {
        SimSettings settings = SimSettings.of(nodes)
                .with(TopologyConfig.defaults().withQuorumSize(quorumSize))
                .with(new SimSettings.Clocks(Duration.ZERO, Duration.ofNanos(100_000), 0));
        return new CommandScene(SimCluster.of(7, settings), quorumSize);
    }

    /** Returns a cluster whose nodes were started one after the other, the first of which commands. */
    static CommandScene started(int nodes, int quorumSize) {
        CommandScene scene = of(nodes, quorumSize);
        for (int i = 0; i < nodes; i++) {
            scene.start(i);
        }
        scene.awaitCommander(0);
        return scene;
    }

    SimNode node(int index) {
        return cluster.node(index);
    }

    /** Starts a node, and lets a while pass. */
    void start(int index) {
        ElectionChaos.start(cluster, node(index));
        pass(Duration.ofSeconds(3));
    }

    void pass(Duration time) {
        cluster.runFor(time);
    }

    void promote(int by, int whom, Role role) {
        node(by).promote(node(whom).id(), role);
    }

    /** Waits until a node commands, and all who can reach it know and show that. */
    Duration awaitCommander(int index) {
        return cluster.runUntil(node(index).id() + " commands", () -> commands(index, cluster.nodes()), SOON);
    }

    /** Waits until a node commands, and these know and show that. */
    void awaitCommander(int index, List<SimNode> among) {
        cluster.runUntil(node(index).id() + " commands", () -> commands(index, among), SOON);
    }

    /** Waits until these know of no commander. */
    void awaitNobody(List<SimNode> among) {
        cluster.runUntil(
                "nobody commands",
                () -> among.stream()
                        .allMatch(node -> node.topology().commander() == null && !CommandWatch.isCommanding(node)),
                SOON);
    }

    boolean commands(int index, List<SimNode> among) {
        SimNode commander = node(index);
        return commander.isRunning()
                && CommandWatch.isCommanding(commander)
                && among.stream()
                        .filter(SimNode::isStaying)
                        .allMatch(node -> follows(node, commander)
                                && commanders(node)
                                        .equals(List.of(commander.id().name())));
    }

    long term(int index) {
        Commander commander = node(index).topology().commander();
        return commander == null ? 0 : commander.term();
    }

    Role role(int by, int whom) {
        return node(by).view().member(node(whom).id()).orElseThrow().role();
    }

    /** Returns the names of those whom a node shows as commanders. */
    static List<String> commanders(SimNode node) {
        return node.view().members().stream()
                .filter(member -> member.role() == Role.COMMANDER)
                .map(Member::id)
                .map(Object::toString)
                .toList();
    }

    private static boolean follows(SimNode node, SimNode commander) {
        Commander known = node.topology().commander();
        return known != null && known.node().equals(commander.id());
    }
}
