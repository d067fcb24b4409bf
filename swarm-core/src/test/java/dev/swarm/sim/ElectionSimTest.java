package dev.swarm.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.Commander;
import dev.swarm.api.Member;
import dev.swarm.api.NodeId;
import dev.swarm.api.Role;
import dev.swarm.api.config.TopologyConfig;
import dev.swarm.engine.wire.overlay.EntityValue;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Never two valid leases while anything may fail, with clocks that run up to 1 % too fast or too slow; then liveness:
 * once faults stop, the node that should command does so within two leases, and all agree.
 */
class ElectionSimTest {

    private static final Duration LONG_ENOUGH = Duration.ofMinutes(3);
    private static final Duration CHAOS = Duration.ofSeconds(90);
    private static final int ONE_PERCENT = 10_000;

    /** How many of how many are a quorum; most seeds take the first. */
    private static final int[][] SIZES = {{3, 5}, {3, 5}, {3, 5}, {4, 7}, {2, 3}, {3, 5}, {1, 5}};

    @SimTest(seeds = 120)
    void neverTwoCommandAndTheRightOneDoesInTheEnd(long seed) {
        int[] size = SIZES[(int) (seed % SIZES.length)];
        Duration lease = Duration.ofMillis(seed % 3 == 0 ? 1_500 : 5_000);
        TopologyConfig config =
                TopologyConfig.defaults().withQuorumSize(size[0]).withLease(lease);
        SimCluster cluster = SimCluster.of(seed, settings(size[1], config));
        CommandWatch watch = CommandWatch.over(cluster, size[0]);
        boolean choosesCommanders = seed % 2 == 0;
        cluster.nodes().forEach(node -> ElectionChaos.start(cluster, node));

        new ElectionChaos(cluster, lease, choosesCommanders).run(CHAOS);

        endFaults(cluster);
        SimNode chosen = choosesCommanders ? choose(cluster) : null;
        cluster.runUntil(
                "one commander, and the right one", () -> isSettled(cluster, size[0], chosen), lease.multipliedBy(2));
        cluster.runFor(lease.multipliedBy(3));
        assertThat(isSettled(cluster, size[0], chosen)).isTrue();
        assertThat(watch.commanding()).hasSizeLessThanOrEqualTo(1);
    }

    /** Ends all faults, starts who does not run, and waits until messages flow between all. */
    private static void endFaults(SimCluster cluster) {
        cluster.heal();
        cluster.nodes().stream().filter(node -> !node.isResponsive()).forEach(SimNode::resume);
        cluster.nodes().stream().filter(node -> !node.isRunning()).forEach(node -> ElectionChaos.start(cluster, node));
        cluster.thenConverges(LONG_ENOUGH);
        cluster.runUntil("all are connected", () -> isConnected(cluster), LONG_ENOUGH);
        cluster.nodes().stream().filter(SimNode::isStaying).forEach(ElectionSimTest::say);
        cluster.runUntil("all hear all", () -> isFlowing(cluster), LONG_ENOUGH);
    }

    private static boolean isConnected(SimCluster cluster) {
        int others = cluster.staying().size() - 1;
        return cluster.nodes().stream()
                .filter(SimNode::isStaying)
                .allMatch(node -> node.engine().connected().size() == others);
    }

    private static void say(SimNode node) {
        EntityValue value = new EntityValue(true, 0, List.of());
        node.write((now, overlay) -> overlay.update(now, node.id().name(), value));
    }

    /**
     * Tells whether each node has heard from each other one itself that what it said has come. Connections that stood
     * through a cut carry nothing for a while after it, as TCP waits longer with each try.
     */
    private static boolean isFlowing(SimCluster cluster) {
        return cluster.nodes().stream()
                .filter(SimNode::isStaying)
                .allMatch(node -> node.engine().shared().status().pending() == 0);
    }

    private static SimSettings settings(int nodes, TopologyConfig config) {
        SimSettings base = SimSettings.of(nodes);
        SimSettings.Clocks clocks = base.clocks();
        return base.with(config).with(new SimSettings.Clocks(clocks.skewMax(), clocks.latenessMax(), ONE_PERCENT));
    }

    private static @Nullable SimNode choose(SimCluster cluster) {
        List<SimNode> staying =
                cluster.nodes().stream().filter(SimNode::isStaying).toList();
        SimNode by = staying.get(cluster.chance().nextInt(staying.size()));
        SimNode chosen = staying.get(cluster.chance().nextInt(staying.size()));
        by.promote(chosen.id(), Role.COMMANDER);
        return chosen;
    }

    /** Tells whether whoever should command does so, all others know it, and all show the same roles. */
    private static boolean isSettled(SimCluster cluster, int quorumSize, @Nullable SimNode chosen) {
        SimNode witness =
                cluster.nodes().stream().filter(SimNode::isStaying).findFirst().orElseThrow();
        List<Member> electors = witness.view().members().stream()
                .filter(member -> member.status().isLive())
                .filter(member -> member.role() != Role.OBSERVER && member.role() != Role.RELAY)
                .toList();
        Optional<NodeId> should = chosen != null ? Optional.of(chosen.id()) : longestRunning(electors);
        List<SimNode> commanding =
                cluster.nodes().stream().filter(CommandWatch::isCommanding).toList();
        if (electors.size() < quorumSize) {
            return commanding.isEmpty() && knownTo(cluster).equals(Set.of(Optional.empty()));
        }
        return commanding.size() == 1
                && should.equals(Optional.of(commanding.get(0).id()))
                && knownTo(cluster).equals(Set.of(known(commanding.get(0))))
                && hasOneCommander(cluster, commanding.get(0).id());
    }

    private static Optional<NodeId> longestRunning(List<Member> electors) {
        return electors.stream()
                .min(Comparator.comparing(ElectionSimTest::startedAtMillis).thenComparing(Member::id))
                .map(Member::id);
    }

    private static long startedAtMillis(Member member) {
        Member.Profile profile = member.profile();
        return profile == null ? Long.MAX_VALUE : profile.startedAt().toEpochMilli();
    }

    private static Set<Optional<String>> knownTo(SimCluster cluster) {
        Set<Optional<String>> known = new HashSet<>();
        cluster.nodes().stream().filter(SimNode::isStaying).forEach(node -> known.add(known(node)));
        return known;
    }

    private static Optional<String> known(SimNode node) {
        Commander commander = node.topology().commander();
        return commander == null ? Optional.empty() : Optional.of(commander.node() + "/" + commander.term());
    }

    private static boolean hasOneCommander(SimCluster cluster, NodeId commander) {
        return cluster.nodes().stream()
                .filter(SimNode::isStaying)
                .allMatch(node -> node.view().members().stream()
                        .allMatch(member ->
                                (member.role() == Role.COMMANDER) == member.id().equals(commander)));
    }
}
