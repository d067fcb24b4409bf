package dev.swarm.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.Role;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes wrong in the original (features, section 1.5, what was observed by running it), and does not here. */
class TopologyWeaknessTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void twoNodesDoNotBothElectThemselves() {
        CommandScene scene = CommandScene.started(2, 1);
        scene.pass(LONG);
        assertThat(scene.watch.commanding()).containsExactly(scene.node(0));
        assertThat(scene.watch.commands()).isEqualTo(1);
    }

    @Test
    void promotingACommanderLeavesOneOnly() {
        CommandScene scene = CommandScene.started(3, 1);
        scene.promote(0, 1, Role.COMMANDER);
        scene.awaitCommander(1);
        scene.pass(LONG);
        assertThat(scene.watch.commanding()).containsExactly(scene.node(1));
    }

    @Test
    void aDemotedCommanderCommandsNoMore() {
        CommandScene scene = CommandScene.started(3, 2);
        scene.promote(0, 1, Role.COMMANDER);
        scene.awaitCommander(1);
        scene.promote(0, 1, Role.OBSERVER);
        scene.awaitCommander(0);
        assertThat(scene.role(2, 1)).isEqualTo(Role.OBSERVER);
    }

    @Test
    void whoComesWipesNeitherRolesNorTheChosenCommander() {
        CommandScene scene = CommandScene.of(4, 1);
        for (int i = 0; i < 3; i++) {
            scene.start(i);
        }
        scene.promote(0, 1, Role.COMMANDER);
        scene.promote(0, 2, Role.RELAY);
        scene.awaitCommander(1);

        scene.start(3);
        scene.pass(LONG);
        assertThat(scene.commands(1, scene.cluster.nodes())).isTrue();
        assertThat(scene.role(3, 2)).isEqualTo(Role.RELAY);
        assertThat(scene.role(0, 2)).isEqualTo(Role.RELAY);
    }

    @Test
    void whoAskedToBeAnObserverIsNotElectedNext() {
        CommandScene scene = CommandScene.started(3, 1);
        scene.promote(1, 1, Role.OBSERVER);
        scene.pass(Duration.ofSeconds(1));
        scene.node(0).crash();
        scene.awaitCommander(2);
    }

    @Test
    void whoLosesTheQuorumStopsToCommandAndHasTheLabelNoMore() {
        CommandScene scene = CommandScene.started(2, 2);
        scene.node(1).leave();
        scene.awaitNobody(List.of(scene.node(0)));
        assertThat(scene.role(0, 0)).isEqualTo(Role.WINGMATE);
    }

    @Test
    void reachingTheQuorumElects() {
        CommandScene scene = CommandScene.of(2, 2);
        scene.start(0);
        scene.start(1);
        scene.awaitCommander(0);
    }

    @Test
    void whoAsksToCommandIsInCommandOrHasNotTheRole() {
        CommandScene alone = CommandScene.of(2, 2);
        alone.start(0);
        alone.promote(0, 0, Role.COMMANDER);
        alone.pass(LONG);
        assertThat(alone.role(0, 0)).isEqualTo(Role.WINGMATE);
        assertThat(alone.node(0).topology().commander()).isNull();

        CommandScene scene = CommandScene.started(3, 2);
        scene.promote(2, 2, Role.COMMANDER);
        scene.awaitCommander(2);
    }

    @Test
    void aCommanderThatIsOnlySilentLosesTheCommand() {
        CommandScene scene = CommandScene.started(3, 2);
        scene.node(0).powerOff();
        scene.awaitCommander(1);
    }

    @Test
    void aCommanderThatStandsStillIsReplacedAndFindsItsLeaseOver() {
        CommandScene scene = CommandScene.started(5, 3);
        long term = scene.term(0);
        scene.node(0).pause();
        scene.pass(LONG);
        assertThat(scene.commands(1, scene.cluster.range(1, 5))).isTrue();
        assertThat(CommandWatch.isCommanding(scene.node(0))).isFalse();

        scene.node(0).resume();
        scene.cluster.runUntil(
                "back with the first", () -> scene.commands(0, scene.cluster.nodes()), Duration.ofMinutes(1));
        assertThat(scene.term(0)).isGreaterThan(term + 1);
    }

    @Test
    void whoStartsAfterItsPeersKnowsThem() {
        CommandScene scene = CommandScene.started(3, 2);
        assertThat(scene.node(2).topology().quorum().present()).isEqualTo(3);
        assertThat(scene.term(2)).isEqualTo(scene.term(0));
    }
}
