package dev.swarm.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.MemberStatus;
import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import dev.swarm.api.event.MemberEvent;
import dev.swarm.api.event.NodeDown;
import dev.swarm.api.event.NodeStatusChanged;
import dev.swarm.api.event.SwarmEvent;
import dev.swarm.sim.net.LinkProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One node that is neither well nor dead. It costs the others nothing but itself: nobody believes it that they are
 * gone, and what they tell of it stays within bounds.
 */
class GrayFailureSimTest {

    private static final Duration JOIN_TIME = Duration.ofSeconds(30);
    private static final Duration QUIET_AFTER = Duration.ofSeconds(60);
    private static final int SICK = 1;

    private final List<Told> told = new ArrayList<>();

    @SimTest(seeds = 30)
    void aDeafNodeAmongThreeCostsOnlyItself(long seed) {
        assertADeafNodeCostsOnlyItself(seed, 3);
    }

    @SimTest(seeds = 30)
    void aDeafNodeAmongFiveCostsOnlyItself(long seed) {
        assertADeafNodeCostsOnlyItself(seed, 5);
    }

    @SimTest(seeds = 30)
    void aDeafNodeAmongTwentyCostsOnlyItself(long seed) {
        assertADeafNodeCostsOnlyItself(seed, 20);
    }

    @SimTest(seeds = 30)
    void aSlowNodeAmongThreeCostsOnlyItself(long seed) {
        assertASlowNodeCostsOnlyItself(seed, 3);
    }

    @SimTest(seeds = 30)
    void aSlowNodeAmongFiveCostsOnlyItself(long seed) {
        assertASlowNodeCostsOnlyItself(seed, 5);
    }

    @SimTest(seeds = 30)
    void aSlowNodeAmongTwentyCostsOnlyItself(long seed) {
        assertASlowNodeCostsOnlyItself(seed, 20);
    }

    /** It hears and says just enough to be taken for well again and again, and to spread what it believes. */
    @SimTest(seeds = 30)
    void aNodeThatHearsATenthAndSaysAThirdCostsOnlyItself(long seed) {
        SimCluster cluster = converged(seed, 5);
        linksOfTheSick(
                cluster, LinkProfile.lan().withLoss(0.9), LinkProfile.lan().withLoss(0.7));
        Duration time = Duration.ofMinutes(10);

        cluster.runFor(time);

        assertThat(ofWell(cluster, NodeDown.class)).isEmpty();
        assertThat(ofSick(cluster, NodeDown.class)).hasSizeLessThanOrEqualTo(4 * (int) time.toMinutes());
        cluster.thenConverges(QUIET_AFTER);
    }

    @SimTest(seeds = 30)
    void aOneWayCutAmongThreeIsNotEvenNoticed(long seed) {
        SimCluster cluster = converged(seed, 3);
        cluster.network()
                .rules()
                .cutOneWay(cluster.node(1).address(), cluster.node(2).address());

        cluster.runFor(Duration.ofMinutes(5));

        assertThat(told).isEmpty();
    }

    @SimTest(seeds = 30)
    void whoeverDiesBesideADeafNodeIsDownInTimeNevertheless(long seed) {
        SimCluster cluster = converged(seed, 5);
        deafen(cluster);
        SimNode victim = cluster.node(3);
        cluster.runFor(Duration.ofMillis(cluster.chance().nextInt(10_000)));

        victim.powerOff();

        Set<NodeId> well = well(cluster);
        cluster.runUntil("both down", () -> seeEachOther(cluster, well), Duration.ofSeconds(31));
        assertThat(ofWell(cluster, NodeDown.class))
                .extracting(fact -> fact.event().node())
                .containsOnly(victim.id());
    }

    private void assertADeafNodeCostsOnlyItself(long seed, int nodes) {
        SimCluster cluster = converged(seed, nodes);
        deafen(cluster);
        cluster.runFor(QUIET_AFTER);
        int sofar = told.size();
        cluster.runFor(Duration.ofMinutes(5));

        int observers = nodes - 1;
        Set<NodeId> well = well(cluster);
        assertThat(ofWell(cluster, NodeDown.class)).isEmpty();
        assertThat(ofWell(cluster, NodeStatusChanged.class))
                .as("each well member doubted once at most, for a moment")
                .hasSizeLessThanOrEqualTo(2 * observers * (observers - 1));
        assertThat(ofSick(cluster, NodeDown.class)).hasSize(observers);
        assertThat(ofSick(cluster, NodeStatusChanged.class)).hasSize(2 * observers);
        assertThat(told.subList(sofar, told.size()).stream().filter(fact -> well.contains(fact.observer())))
                .isEmpty();
        assertThat(seeEachOther(cluster, well)).isTrue();
        assertThat(cluster.node(SICK).view().healthScore()).isPositive();
        cluster.thenConverges(QUIET_AFTER);
    }

    /** Its refutations come too late once; from then on it is given the time it needs. */
    private void assertASlowNodeCostsOnlyItself(long seed, int nodes) {
        SimCluster cluster = converged(seed, nodes);
        LinkProfile slow = LinkProfile.perfect(Duration.ofSeconds(3));
        linksOfTheSick(cluster, slow, slow);

        cluster.runFor(Duration.ofMinutes(3));

        int observers = nodes - 1;
        assertThat(ofWell(cluster, NodeDown.class)).isEmpty();
        assertThat(ofWell(cluster, NodeStatusChanged.class))
                .as("each well member doubted three times at most, for a moment")
                .hasSizeLessThanOrEqualTo(6 * observers * (observers - 1));
        assertThat(ofSick(cluster, NodeDown.class)).hasSizeLessThanOrEqualTo(observers);
        assertThat(cluster.node(SICK).view().healthScore()).isPositive();
        cluster.thenConverges(QUIET_AFTER);
    }

    private static void deafen(SimCluster cluster) {
        NodeAddress sick = cluster.node(SICK).address();
        cluster.nodes().forEach(other -> cluster.network().rules().cutOneWay(other.address(), sick));
    }

    private static void linksOfTheSick(SimCluster cluster, LinkProfile toIt, LinkProfile fromIt) {
        NodeAddress sick = cluster.node(SICK).address();
        for (SimNode other : cluster.nodes()) {
            cluster.network().rules().override(other.address(), sick, toIt);
            cluster.network().rules().override(sick, other.address(), fromIt);
        }
    }

    /** What well nodes told of well nodes. */
    private List<Told> ofWell(SimCluster cluster, Class<? extends SwarmEvent> kind) {
        NodeId sick = cluster.node(SICK).id();
        return byWell(cluster, kind).stream()
                .filter(fact -> !fact.event().node().equals(sick))
                .toList();
    }

    /** What well nodes told of the sick one. */
    private List<Told> ofSick(SimCluster cluster, Class<? extends SwarmEvent> kind) {
        NodeId sick = cluster.node(SICK).id();
        return byWell(cluster, kind).stream()
                .filter(fact -> fact.event().node().equals(sick))
                .toList();
    }

    private List<Told> byWell(SimCluster cluster, Class<? extends SwarmEvent> kind) {
        NodeId sick = cluster.node(SICK).id();
        return told.stream()
                .filter(fact ->
                        kind.isInstance(fact.event()) && !fact.observer().equals(sick))
                .toList();
    }

    /** The names of those that run and are not sick. */
    private static Set<NodeId> well(SimCluster cluster) {
        Set<NodeId> well = new TreeSet<>(cluster.staying());
        well.remove(cluster.node(SICK).id());
        return well;
    }

    /** Tells whether each of these sees them all as healthy, and everybody else as down. */
    private static boolean seeEachOther(SimCluster cluster, Set<NodeId> well) {
        return cluster.views().values().stream()
                .filter(view -> well.contains(view.self()))
                .flatMap(view -> view.members().stream())
                .allMatch(member ->
                        member.status() == (well.contains(member.id()) ? MemberStatus.HEALTHY : MemberStatus.DOWN));
    }

    private SimCluster converged(long seed, int nodes) {
        SimCluster cluster = SimCluster.of(seed, SimSettings.of(nodes));
        cluster.startAllAndConverge(JOIN_TIME);
        cluster.runFor(Duration.ofSeconds(cluster.chance().nextInt(20)));
        cluster.listen(fact -> {
            if (fact.event() instanceof MemberEvent) {
                told.add(fact);
            }
        });
        return cluster;
    }
}
