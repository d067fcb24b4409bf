package dev.swarm.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.Role;
import dev.swarm.engine.topology.LeaseGate;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A command that is handed over in order waits for the tasks that run under it, at most until its lease ends. */
class GuardedTaskTest {

    private static final Duration A_WHILE = Duration.ofSeconds(2);

    @Test
    void theNextCommanderWaitsForARunningTask() {
        CommandScene scene = CommandScene.started(3, 2);
        LeaseGate lease = enter(scene);
        scene.promote(2, 1, Role.COMMANDER);

        scene.pass(A_WHILE);
        assertThat(scene.watch.commanding()).isEmpty();
        assertThat(CommandScene.commanders(scene.node(0))).isEmpty();
        assertThat(lease.enter(() -> scene.node(0).now().nanos())).isFalse();

        lease.exit();
        assertThat(scene.awaitCommander(1)).isLessThan(Duration.ofMillis(500));
    }

    @Test
    void butNotLongerThanTheLeaseWouldHaveRun() {
        CommandScene scene = CommandScene.started(3, 2);
        enter(scene);
        scene.promote(2, 1, Role.COMMANDER);
        assertThat(scene.awaitCommander(1)).isBetween(A_WHILE, Duration.ofSeconds(6));
    }

    @Test
    void whoLeavesSaysGoodbyeOnlyWhenItsTaskHasEnded() {
        CommandScene scene = CommandScene.started(3, 1);
        LeaseGate lease = enter(scene);
        scene.node(0).leave();

        scene.pass(A_WHILE);
        assertThat(scene.node(0).isRunning()).isTrue();
        assertThat(scene.watch.commanding()).isEmpty();

        lease.exit();
        scene.awaitCommander(1, List.of(scene.node(1), scene.node(2)));
        scene.pass(A_WHILE);
        assertThat(scene.node(0).isRunning()).isFalse();
    }

    private static LeaseGate enter(CommandScene scene) {
        LeaseGate lease = Objects.requireNonNull(CommandWatch.lease(scene.node(0)));
        assertThat(lease.enter(() -> scene.node(0).now().nanos())).isTrue();
        return lease;
    }
}
