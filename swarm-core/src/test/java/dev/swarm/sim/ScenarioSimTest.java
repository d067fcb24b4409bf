package dev.swarm.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.Member;
import dev.swarm.api.MemberStatus;
import dev.swarm.api.NodeId;
import dev.swarm.api.config.MembershipConfig;
import dev.swarm.api.event.NodeDown;
import dev.swarm.api.event.NodeLeft;
import dev.swarm.api.event.NodeStatusChanged;
import dev.swarm.api.event.NodeUp;
import dev.swarm.api.event.SwarmEvent;
import dev.swarm.engine.step.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What happens to one member, as all others see it. */
class ScenarioSimTest {

    private static final int NODES = 8;
    private static final int VICTIM = 5;
    private static final Duration JOIN_TIME = Duration.ofSeconds(30);

    private final List<Told> told = new ArrayList<>();

    @SimTest(seeds = 20)
    void whoIsKilledIsDownEverywhereInTime(long seed) {
        SimCluster cluster = converged(seed);
        NodeId victim = cluster.node(VICTIM).id();

        cluster.node(VICTIM).crash();
        cluster.runUntil("down", () -> everyoneSees(cluster, victim, MemberStatus.DOWN), detectionBound());
        cluster.runFor(Duration.ofSeconds(5));

        assertThat(about(victim, NodeDown.class)).hasSize(NODES - 1);
        assertThat(about(victim, NodeLeft.class)).isEmpty();
        assertThat(cluster.isConverged()).isTrue();
    }

    /**
     * Neighbours hold connections to it, which its host closes, and the host refuses new ones. A member that the rumor
     * missed is left to its own doubts, so one may be late.
     */
    @SimTest(seeds = 20)
    void whoIsKilledIsDownNearlyEverywhereWithinASecond(long seed) {
        SimCluster cluster = converged(seed);
        cluster.runFor(Duration.ofSeconds(10));
        NodeId victim = cluster.node(VICTIM).id();

        cluster.node(VICTIM).crash();
        cluster.runFor(Duration.ofSeconds(1));

        assertThat(about(victim, NodeDown.class)).hasSizeGreaterThanOrEqualTo(NODES - 2);
    }

    @SimTest(seeds = 20)
    void whoLosesPowerIsDownEverywhereInTime(long seed) {
        SimCluster cluster = converged(seed);
        NodeId victim = cluster.node(VICTIM).id();

        cluster.node(VICTIM).powerOff();

        cluster.runUntil("down", () -> everyoneSees(cluster, victim, MemberStatus.DOWN), detectionBound());
    }

    @SimTest(seeds = 20)
    void whoIsRestartedAfterItWasDownIsOneHealthyMemberAgain(long seed) {
        SimCluster cluster = converged(seed);
        NodeId victim = cluster.node(VICTIM).id();
        cluster.node(VICTIM).crash();
        cluster.runUntil("down", () -> everyoneSees(cluster, victim, MemberStatus.DOWN), detectionBound());
        told.clear();

        cluster.start(VICTIM);
        cluster.runUntil("all see all", cluster::isConverged, JOIN_TIME);

        assertThat(about(victim, NodeUp.class)).hasSize(NODES - 1);
        cluster.views().values().forEach(view -> assertThat(view.members()).hasSize(NODES));
    }

    @SimTest(seeds = 20)
    void whoIsRestartedAtOnceIsKnownAsAnotherProcess(long seed) {
        SimCluster cluster = converged(seed);
        SimNode victim = cluster.node(VICTIM);
        long before = victim.view().selfMember().incarnation().value();

        victim.crash();
        cluster.start(VICTIM);
        cluster.runFor(Duration.ofSeconds(60));

        assertThat(cluster.isConverged()).isTrue();
        assertThat(victim.view().selfMember().incarnation().value()).isGreaterThan(before);
        assertThat(about(victim.id(), NodeDown.class)).hasSize(NODES - 1);
        assertThat(about(victim.id(), NodeUp.class)).hasSize(NODES - 1);
    }

    @SimTest(seeds = 20)
    void aClockSetBackHoldsNobodyOut(long seed) {
        SimCluster cluster = converged(seed);
        SimNode victim = cluster.node(VICTIM);
        victim.crash();
        cluster.runUntil("down", () -> everyoneSees(cluster, victim.id(), MemberStatus.DOWN), detectionBound());

        victim.skewClock(-Duration.ofDays(400).toMillis());
        cluster.start(VICTIM);

        cluster.runUntil("all see all", cluster::isConverged, JOIN_TIME);
    }

    @SimTest(seeds = 20)
    void whoMovesToAnotherAddressKeepsItsName(long seed) {
        SimCluster cluster = converged(seed);
        SimNode victim = cluster.node(VICTIM);

        victim.crash();
        victim.moveTo(cluster.freshAddress());
        cluster.start(VICTIM);
        Duration bound = Duration.ofSeconds(60);
        cluster.runUntil("moved", () -> cluster.isConverged() && everyoneFinds(cluster, victim), bound);

        cluster.views().values().forEach(view -> assertThat(view.members()).hasSize(NODES));
    }

    @SimTest(seeds = 20)
    void aSecondNodeOfALiveNameIsRefusedAndHurtsNobody(long seed) {
        SimCluster cluster = converged(seed);
        SimNode thief = cluster.node(VICTIM);
        thief.crash();
        thief.rename(cluster.node(2).id());

        cluster.start(VICTIM);
        cluster.runUntil("refused", () -> !thief.isRunning(), JOIN_TIME);
        cluster.runFor(Duration.ofSeconds(60));

        assertThat(thief.startAnswer())
                .contains(new Answer.NameTaken(
                        cluster.node(2).id(), cluster.node(2).address()));
        assertThat(about(cluster.node(2).id(), NodeDown.class)).isEmpty();
        assertThat(cluster.isConverged()).isTrue();
    }

    @SimTest(seeds = 20)
    void whoLeavesIsLeftEverywhereAtOnce(long seed) {
        SimCluster cluster = converged(seed);
        SimNode leaver = cluster.node(VICTIM);

        leaver.leave();
        cluster.runUntil("left", () -> everyoneSees(cluster, leaver.id(), MemberStatus.LEFT), Duration.ofSeconds(2));
        cluster.runUntil("gone", () -> !leaver.isRunning(), Duration.ofSeconds(10));
        cluster.runFor(Duration.ofMinutes(2));

        assertThat(about(leaver.id(), NodeLeft.class)).hasSize(NODES - 1);
        assertThat(about(leaver.id(), NodeDown.class)).isEmpty();
        assertThat(everyoneSees(cluster, leaver.id(), MemberStatus.LEFT)).isTrue();
    }

    @SimTest(seeds = 20)
    void whoPausesShorterThanTheSuspicionTimeIsNeverDown(long seed) {
        SimCluster cluster = converged(seed);
        SimNode sleeper = cluster.node(VICTIM);

        sleeper.pause();
        cluster.runFor(Duration.ofMillis(3500));
        sleeper.resume();
        cluster.runFor(Duration.ofMinutes(1));

        assertThat(about(sleeper.id(), NodeDown.class)).isEmpty();
        assertThat(told.stream().filter(fact -> fact.event() instanceof NodeDown))
                .isEmpty();
        assertThat(cluster.isConverged()).isTrue();
    }

    @SimTest(seeds = 20)
    void aCutBetweenTwoNodesMakesNobodyDownWhileOthersReachBoth(long seed) {
        SimCluster cluster = converged(seed);

        cluster.network().rules().cut(cluster.node(1).address(), cluster.node(2).address());
        cluster.runFor(Duration.ofMinutes(5));

        assertThat(told.stream().filter(fact -> fact.event() instanceof NodeDown))
                .isEmpty();
        assertThat(told.stream().filter(fact -> fact.event() instanceof NodeStatusChanged))
                .isEmpty();
        assertThat(cluster.isConverged()).isTrue();
    }

    @SimTest(seeds = 20)
    void aOneWayCutMakesNobodyDownWhileOthersReachBoth(long seed) {
        SimCluster cluster = converged(seed);

        cluster.network()
                .rules()
                .cutOneWay(cluster.node(1).address(), cluster.node(2).address());
        cluster.runFor(Duration.ofMinutes(5));

        assertThat(told.stream().filter(fact -> fact.event() instanceof NodeDown))
                .isEmpty();
        assertThat(cluster.isConverged()).isTrue();
    }

    @SimTest(seeds = 20)
    void halvesLoseEachOtherAndFindEachOtherAgain(long seed) {
        SimCluster cluster = converged(seed);
        cluster.partition(cluster.range(0, NODES / 2));
        Set<NodeId> one = names(cluster, 0, NODES / 2);
        Set<NodeId> other = names(cluster, NODES / 2, NODES);

        cluster.runUntil(
                "two views",
                () -> cluster.convergedOn(one) && cluster.convergedOn(other),
                detectionBound().multipliedBy(3));
        cluster.runFor(Duration.ofMinutes(10));

        cluster.thenConverges(Duration.ofSeconds(60));

        assertThat(cluster.staying()).hasSize(NODES);
    }

    private SimCluster converged(long seed) {
        SimCluster cluster = SimCluster.of(seed, SimSettings.of(NODES));
        cluster.startAllAndConverge(JOIN_TIME);
        cluster.runFor(Duration.ofSeconds(cluster.chance().nextInt(20)));
        cluster.listen(told::add);
        return cluster;
    }

    private <E extends SwarmEvent> List<Told> about(NodeId node, Class<E> kind) {
        Predicate<Told> isMeant =
                fact -> kind.isInstance(fact.event()) && fact.event().node().equals(node);
        return told.stream().filter(isMeant).toList();
    }

    private static boolean everyoneSees(SimCluster cluster, NodeId node, MemberStatus status) {
        return cluster.views().values().stream()
                .filter(view -> !view.self().equals(node))
                .allMatch(view -> view.member(node)
                        .filter(member -> member.status() == status)
                        .isPresent());
    }

    private static boolean everyoneFinds(SimCluster cluster, SimNode node) {
        return cluster.views().values().stream()
                .allMatch(view -> view.member(node.id()).map(Member::address).equals(Optional.of(node.address())));
    }

    private static Set<NodeId> names(SimCluster cluster, int from, int to) {
        return Set.copyOf(cluster.range(from, to).stream().map(SimNode::id).toList());
    }

    /**
     * The first probe comes after one interval on average, and after six with a chance of 1 in 400; it takes one; an
     * unconfirmed suspicion lasts its longest time.
     */
    private static Duration detectionBound() {
        MembershipConfig config = MembershipConfig.lan();
        MembershipConfig.Suspicion suspicion = config.suspicion();
        long suspicionIntervals = (long) suspicion.multiplier() * suspicion.maxMultiplier();
        return config.probe().interval().multipliedBy(7 + suspicionIntervals);
    }
}
