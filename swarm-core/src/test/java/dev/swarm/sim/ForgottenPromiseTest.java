package dev.swarm.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.Role;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A voter that starts again has forgotten whom it promised its vote, so it is silent for as long as such a promise may
 * run. Of three nodes the first commands by its own vote and the second one's; the third, which should rather command,
 * is cut off from the first, and gets the second one's vote as soon as that has started again.
 */
class ForgottenPromiseTest {

    @Test
    void aVoterThatStartsAgainWaitsUntilItsPromisesAreOver() {
        CommandScene scene = CommandScene.started(3, 2);
        SimNode first = scene.node(0);
        SimNode voter = scene.node(1);
        SimNode chosen = scene.node(2);
        scene.cluster.network().rules().cut(first.address(), chosen.address());
        scene.promote(1, 2, Role.COMMANDER);
        scene.pass(Duration.ofSeconds(8));
        assertThat(scene.watch.commanding()).containsExactly(first);

        scene.cluster.network().rules().cut(first.address(), voter.address());
        voter.crash();
        voter.start(List.of(chosen.address()));

        // the watch of the scene sees to it that the first one's lease is over by then
        scene.cluster.runUntil("the chosen commands", () -> CommandWatch.isCommanding(chosen), Duration.ofSeconds(20));
        assertThat(CommandWatch.isCommanding(first)).isFalse();
    }
}
