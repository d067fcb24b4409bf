package dev.swarm.sim;

import dev.swarm.api.NodeId;
import dev.swarm.engine.topology.LeaseGate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at all leases after each step: no two are valid at one moment of true time, each by its owner's own clock; no
 * term is given twice; and no node ever holds a lower term than before. A pair of leases that overlap does so at the
 * step in which the later one begins or is extended, so looking after each step misses none.
 */
final class CommandWatch {

    private final SimCluster cluster;
    private final boolean isMajority;
    private final Set<LeaseGate> seen = new HashSet<>();
    private final Map<Long, NodeId> holders = new HashMap<>();
    private final Map<NodeId, Long> highest = new HashMap<>();
    private int commands;

    private CommandWatch(SimCluster cluster, boolean isMajority) {
        this.cluster = cluster;
        this.isMajority = isMajority;
    }

    /** Watches from now on; with a quorum of no more than half only what holds for each node alone. */
    static CommandWatch over(SimCluster cluster, int quorumSize) {
        CommandWatch watch =
                new CommandWatch(cluster, 2 * quorumSize > cluster.nodes().size());
        cluster.watch(watch::look);
        return watch;
    }

    /** Returns the command that a process holds or held last, {@code null} if it never did, or there is no process. */
    static @Nullable LeaseGate lease(SimNode node) {
        return node.isRunning() ? node.topology().lease() : null;
    }

    /** Tells whether a node commands now by its own clock, whether or not its process stands still. */
    static boolean isCommanding(SimNode node) {
        LeaseGate lease = lease(node);
        return lease != null && lease.remainingNanos(node.now().nanos()) > 0;
    }

    /** Returns how many commands there were. */
    int commands() {
        return commands;
    }

    /** Returns who commands at this moment, by their own clocks. */
    List<SimNode> commanding() {
        return cluster.nodes().stream().filter(CommandWatch::isCommanding).toList();
    }

    private void look() {
        SimNode commanding = null;
        for (SimNode node : cluster.nodes()) {
            LeaseGate lease = lease(node);
            if (lease != null) {
                note(node, lease);
                if (isCommanding(node)) {
                    checkAlone(commanding, node);
                    commanding = node;
                }
            }
        }
    }

    private void checkAlone(@Nullable SimNode one, SimNode other) {
        if (one != null && isMajority) {
            throw cluster.failure(
                    "cluster",
                    "two valid leases: " + one.id() + " and " + other.id() + ", terms " + term(one) + " and "
                            + term(other));
        }
    }

    private void note(SimNode node, LeaseGate lease) {
        if (!seen.add(lease)) {
            return;
        }
        commands++;
        NodeId before = holders.put(lease.term(), node.id());
        Long own = highest.put(node.id(), lease.term());
        if (before != null && isMajority) {
            throw cluster.failure(node.id().name(), "term " + lease.term() + " was given to " + before + " before");
        }
        if (own != null && own >= lease.term()) {
            throw cluster.failure(node.id().name(), "term " + lease.term() + " follows its own " + own);
        }
    }

    private static long term(SimNode node) {
        LeaseGate lease = lease(node);
        return lease == null ? 0 : lease.term();
    }
}
