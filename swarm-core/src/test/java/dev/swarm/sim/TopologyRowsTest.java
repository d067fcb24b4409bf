package dev.swarm.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarm.api.NodeId;
import dev.swarm.api.Quorum;
import dev.swarm.api.Role;
import dev.swarm.api.failure.UnknownNodeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows R31 to R40 of the features, each by its name. */
class TopologyRowsTest {

    private static final Duration LEASE = Duration.ofSeconds(5);

    @Test
    void r31FourRolesOfWhichAnObserverIsNeverElected() {
        assertThat(Role.values()).containsExactly(Role.COMMANDER, Role.WINGMATE, Role.OBSERVER, Role.RELAY);
        CommandScene scene = CommandScene.started(3, 1);
        assertThat(scene.role(0, 1)).isEqualTo(Role.WINGMATE);

        scene.promote(0, 1, Role.OBSERVER);
        scene.pass(Duration.ofSeconds(1));
        scene.node(0).crash();

        scene.awaitCommander(2);
        assertThat(scene.role(2, 1)).isEqualTo(Role.OBSERVER);
        scene.node(2).crash();
        scene.awaitNobody(List.of(scene.node(1)));
        scene.pass(LEASE.multipliedBy(3));
        assertThat(CommandWatch.lease(scene.node(1))).isNull();
    }

    @Test
    void r32TheLongestRunningCommandsAndThenTheNextOne() {
        CommandScene scene = CommandScene.started(3, 1);
        scene.node(0).crash();
        scene.awaitCommander(1);
        scene.node(1).crash();
        scene.awaitCommander(2);
    }

    @Test
    void r32OfThoseStartedAtOnceTheLowestNameCommands() {
        CommandScene scene = CommandScene.of(3, 1);
        scene.cluster.nodes().forEach(node -> ElectionChaos.start(scene.cluster, node));
        scene.awaitCommander(0);
        scene.pass(LEASE.multipliedBy(3));
        assertThat(scene.watch.commanding()).containsExactly(scene.node(0));
    }

    @Test
    void r33WithoutAQuorumNobodyCommands() {
        CommandScene scene = CommandScene.of(3, 2);
        scene.start(0);
        scene.pass(LEASE.multipliedBy(3));
        assertThat(scene.node(0).topology().commander()).isNull();
        assertThat(scene.node(0).topology().quorum()).isEqualTo(new Quorum(2, 1));

        scene.start(1);
        scene.awaitCommander(0);
        assertThat(scene.node(1).topology().quorum().isMet()).isTrue();

        scene.node(1).crash();
        scene.awaitNobody(List.of(scene.node(0)));
        assertThat(CommandScene.commanders(scene.node(0))).isEmpty();
    }

    @Test
    void r33OfTwoHalvesOnlyTheGreaterHasACommander() {
        CommandScene scene = CommandScene.started(3, 2);
        long term = scene.term(0);

        scene.cluster.partition(List.of(scene.node(0)));
        scene.awaitCommander(1, scene.cluster.range(1, 3));
        scene.awaitNobody(List.of(scene.node(0)));
        assertThat(scene.term(1)).isGreaterThan(term);

        scene.cluster.heal();
        scene.cluster.runUntil(
                "back with the first", () -> scene.commands(0, scene.cluster.nodes()), Duration.ofMinutes(1));
        assertThat(scene.term(1)).isEqualTo(scene.term(0));
    }

    @Test
    void r34TheOwnRoleIsThatInTheListAtAllTimes() {
        CommandScene scene = CommandScene.of(3, 1);
        List<String> wrong = new ArrayList<>();
        scene.cluster.watch(() -> scene.cluster.nodes().stream()
                .filter(SimNode::isStaying)
                .filter(node -> !node.view().members().isEmpty())
                .filter(node ->
                        knowsItselfInCommand(node) != (node.view().selfMember().role() == Role.COMMANDER))
                .forEach(node -> wrong.add(node.id() + " at " + scene.cluster.elapsed())));
        for (int i = 0; i < 3; i++) {
            scene.start(i);
        }
        scene.promote(2, 1, Role.COMMANDER);
        scene.awaitCommander(1);
        scene.node(1).crash();
        scene.awaitCommander(0);
        assertThat(wrong).isEmpty();
    }

    @Test
    void r35ACommanderOrNobody() {
        CommandScene scene = CommandScene.of(1, 1);
        scene.start(0);
        scene.awaitCommander(0);
        scene.promote(0, 0, Role.OBSERVER);
        scene.awaitNobody(scene.cluster.nodes());
    }

    @Test
    void r36ExactlyOneOfTheListIsTheCommander() {
        CommandScene scene = CommandScene.started(5, 3);
        assertThat(scene.cluster.nodes())
                .allSatisfy(node -> assertThat(CommandScene.commanders(node)).containsExactly("n0000"));
    }

    @Test
    void r37TheCountHasTheNodeItself() {
        CommandScene scene = CommandScene.of(3, 1);
        scene.start(0);
        assertThat(scene.node(0).topology().quorum().present()).isEqualTo(1);
        scene.start(1);
        scene.start(2);
        assertThat(scene.cluster.nodes())
                .allSatisfy(
                        node -> assertThat(node.topology().quorum().present()).isEqualTo(3));
    }

    @Test
    void r38APromotionIsSeenByAllAndKept() {
        CommandScene scene = CommandScene.started(4, 1);
        scene.node(3).leave();
        scene.pass(Duration.ofSeconds(3));
        long term = scene.term(0);

        scene.promote(2, 1, Role.COMMANDER);
        scene.awaitCommander(1);
        assertThat(scene.term(2)).isGreaterThan(term);
        assertThat(scene.role(2, 0)).isEqualTo(Role.WINGMATE);

        scene.start(3);
        scene.pass(LEASE.multipliedBy(2));
        assertThat(scene.commands(1, scene.cluster.nodes())).isTrue();

        scene.node(1).crash();
        scene.awaitCommander(0);
        scene.start(1);
        scene.awaitCommander(1);
    }

    @Test
    void r38ThereIsNoPromotionOfTheUnknown() {
        CommandScene scene = CommandScene.started(1, 1);
        assertThatThrownBy(() -> scene.node(0).promote(NodeId.of("nobody"), Role.OBSERVER))
                .hasRootCauseInstanceOf(UnknownNodeException.class)
                .rootCause()
                .hasMessageContaining("nobody");
    }

    @Test
    void r39WhoComesLateKnowsWhoWasThereBefore() {
        CommandScene scene = CommandScene.started(2, 1);
        CommandScene late = CommandScene.of(3, 1);
        late.start(0);
        late.start(1);
        late.awaitCommander(0, late.cluster.range(0, 2));
        late.start(2);
        late.awaitCommander(0);
        assertThat(late.watch.commands()).isEqualTo(1);
        assertThat(scene.watch.commands()).isEqualTo(1);
    }

    @Test
    void r40WhenTheCommanderIsKilledTheNextOneCommandsWithAHigherTerm() {
        CommandScene scene = CommandScene.started(5, 3);
        long term = scene.term(0);
        scene.node(0).crash();
        assertThat(scene.awaitCommander(1)).isLessThan(Duration.ofSeconds(6));
        assertThat(scene.term(4)).isGreaterThan(term);
    }

    @Test
    void r40WhoLeavesHandsOverAtOnce() {
        CommandScene scene = CommandScene.started(5, 3);
        scene.node(0).leave();
        assertThat(scene.awaitCommander(1)).isLessThan(Duration.ofSeconds(1));
    }

    private static boolean knowsItselfInCommand(SimNode node) {
        var commander = node.topology().commander();
        return commander != null && commander.node().equals(node.id());
    }
}
