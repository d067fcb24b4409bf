package dev.swarm.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.NodeAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * No islands from a start: whatever way many nodes look for each other, they are one cluster within seconds. All
 * start within 50 ms, in an order by chance.
 */
class StartSimTest {

    /** The nodes of this test by {@code -Dswarm.sim.massStart=1000}; a tenth of it by default, for time. */
    private static final int STARTING = Integer.getInteger("swarm.sim.massStart", 100);

    private static final int KNOWN = 3;
    private static final int ANSWERED = 8;
    private static final double LOST_BEACONS = 0.2;
    private static final Duration TOGETHER = Duration.ofMillis(50);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** What a node does by itself: starts, calls, or asks; each time it says when next. */
    private record Turn(long atNanos, SimNode node) {}

    /** A way to look for others, when a turn of a node has come. */
    @FunctionalInterface
    private interface Way {

        void look(SimCluster cluster, SimNode node, List<SimNode> running);
    }

    @SimTest(seeds = 3)
    void knowingThreeByAList(long seed) {
        assertOneCluster(seed, Duration.ofSeconds(5), (cluster, node, running) -> {
            node.candidates(
                    cluster.range(0, KNOWN).stream().map(SimNode::address).toList());
        });
    }

    @SimTest(seeds = 3)
    void byBeaconsOfWhichManyAreLost(long seed) {
        assertOneCluster(seed, Duration.ofSeconds(6), (cluster, node, running) -> {
            for (SimNode other : running) {
                if (other != node && cluster.chance().nextDouble() >= LOST_BEACONS) {
                    other.candidates(List.of(node.address()));
                    // some few answer a stranger
                    if (cluster.chance().nextInt(running.size()) < KNOWN) {
                        node.candidates(List.of(other.address()));
                    }
                }
            }
        });
    }

    @SimTest(seeds = 3)
    void byANameServerThatAnswersWithAFewOfAllAtRandom(long seed) {
        assertOneCluster(seed, Duration.ofSeconds(5), (cluster, node, running) -> {
            List<NodeAddress> answer = new ArrayList<>();
            for (int i = 0; i < ANSWERED; i++) {
                answer.add(running.get(cluster.chance().nextInt(running.size())).address());
            }
            node.candidates(answer);
        });
    }

    private static void assertOneCluster(long seed, Duration interval, Way way) {
        SimSettings settings = SimSettings.of(STARTING).with(new SimSettings.Watch(STARTING, 0));
        SimCluster cluster = SimCluster.of(seed, settings);
        SplittableRandom chance = cluster.chance().split();
        PriorityQueue<Turn> turns = new PriorityQueue<>(Comparator.comparingLong(Turn::atNanos)
                .thenComparing(turn -> turn.node().index()));
        cluster.nodes().forEach(node -> turns.add(new Turn(chance.nextLong(TOGETHER.toNanos()), node)));
        while (!isOne(cluster)) {
            assertThat(cluster.elapsed()).as("one cluster").isLessThan(LIMIT);
            Turn turn = turns.remove();
            cluster.runFor(Duration.ofNanos(
                    Math.max(0, turn.atNanos() - cluster.elapsed().toNanos())));
            if (!turn.node().isRunning()) {
                turn.node().start(List.of());
            }
            List<SimNode> running =
                    cluster.nodes().stream().filter(SimNode::isRunning).toList();
            way.look(cluster, turn.node(), running);
            long rest = interval.toNanos() * 4 / 5 + chance.nextLong(interval.toNanos() * 2 / 5);
            turns.add(new Turn(turn.atNanos() + rest, turn.node()));
        }
    }

    private static boolean isOne(SimCluster cluster) {
        return cluster.nodes().stream().allMatch(SimNode::isRunning) && cluster.isConverged();
    }
}
