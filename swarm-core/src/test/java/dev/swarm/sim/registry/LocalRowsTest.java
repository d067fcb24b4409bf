package dev.swarm.sim.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.registry.StopMode;
import dev.swarm.engine.registry.Outcome;
import dev.swarm.engine.wire.registry.Op;
import dev.swarm.sim.registry.RegistryWorld.Pending;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows of local names of which a row does not say all: others wrote it too, or took it away, or it ends. */
class LocalRowsTest {

    private static final Duration LONGER_THAN_PURGED = Duration.ofSeconds(90);

    private final RegistryScene scene = RegistryScene.started(3);

    @Test
    void ofTwoWhoTakeANameOnBothSidesOneKeepsIt() {
        SimCopy loser = takenOnBothSides("mine");

        assertThat(loser.isAlive()).isFalse();
        SimCopy winner = scene.onlyLife("mine");
        assertThat(scene.whereis(0, "mine").token()).isEqualTo(winner.token());
        assertThat(registerAt(loser.workers(), "mine")).isEqualTo(new Outcome.Taken(scene.whereis(0, "mine")));
    }

    /** The row has the loser's value still, and nothing else when the winner's is gone. */
    @Test
    void whatLostIsNotThereAgainWhenTheWinnerIsGone() {
        SimCopy loser = takenOnBothSides("mine");

        scene.onlyLife("mine").workers().node().crash();
        scene.converge();
        scene.settle();

        assertThat(scene.world.aliveOf("mine")).isEmpty();
        assertThat(loser.workers().whereis("mine")).isNull();
        scene.pass(LONGER_THAN_PURGED);
        assertThat(loser.workers().whereis("mine")).isNull();
        assertThat(registerAt(loser.workers(), "mine")).isInstanceOf(Outcome.Registered.class);
        scene.settle();
        assertThat(scene.onlyLife("mine").workers()).isSameAs(loser.workers());
    }

    @Test
    void whoWasTakenForDeadSaysItsNamesAgain() {
        register(2, "here");
        scene.ask(2, "here", new Op.Join("group"));
        scene.settle();
        long token = scene.whereis(0, "here").token();

        scene.world.cluster().partition(List.of(scene.node(2)));
        scene.pass(LONGER_THAN_PURGED);
        assertThat(scene.finds(0, "here")).isFalse();
        assertThat(scene.whereis(2, "here").token()).isEqualTo(token);
        scene.converge();
        scene.settle();

        assertThat(scene.whereis(0, "here").token()).isEqualTo(token);
        assertThat(scene.members(1, "group")).containsExactly("here");
        assertThat(scene.ask(0, "here", new Op.Unregister())).isInstanceOf(Outcome.Done.class);
        scene.settle();
        assertThat(scene.finds(2, "here")).isFalse();
    }

    @Test
    void anEndingNameIsTakenUntilItHasEnded() {
        register(1, "here");
        SimCopy before = scene.onlyLife("here");
        Pending stop = scene.world.ask(scene.node(1), "here", new Op.Stop(StopMode.GRACEFUL, 0), RegistryScene.TIMEOUT);

        assertThat(registerAt(before.workers(), "here")).isInstanceOf(Outcome.Taken.class);

        assertThat(scene.outcome(stop)).isInstanceOf(Outcome.Done.class);
        register(1, "here");
        scene.settle();
        assertThat(before.isAlive()).isFalse();
        assertThat(scene.onlyLife("here").token()).isGreaterThan(before.token());
    }

    @Test
    void theNameOfAnObjectThatThrowsEnds() {
        register(1, "here");
        SimCopy before = scene.onlyLife("here");

        before.crash();

        scene.settle();
        assertThat(scene.finds(0, "here")).isFalse();
        register(1, "here");
        // what is told of the life that is over concerns no other one
        before.workers().tell((now, registry) -> registry.onStopped(now, before.number()));
        before.crash();
        scene.settle();
        assertThat(scene.onlyLife("here").token()).isGreaterThan(before.token());
    }

    @Test
    void aProcessThatFollowsHasNoneOfTheNamesBeforeIt() {
        register(1, "here");
        long token = scene.onlyLife("here").token();

        scene.node(1).crash();
        scene.start(1);
        assertThat(scene.finds(0, "here")).isFalse();
        register(1, "here");

        scene.settle();
        assertThat(scene.onlyLife("here").token()).isGreaterThan(token);
    }

    @Test
    void aNameThatWasTakenAwayMayBeRegisteredAgainAtOnce() {
        register(1, "here");
        long token = scene.onlyLife("here").token();
        assertThat(scene.ask(0, "here", new Op.Unregister())).isInstanceOf(Outcome.Done.class);
        register(1, "here");
        scene.settle();

        SimCopy latest = scene.world.openOf("here").stream()
                .filter(SimCopy::isNamed)
                .findFirst()
                .orElseThrow();
        assertThat(latest.token())
                .isGreaterThan(token)
                .isEqualTo(scene.whereis(2, "here").token());
    }

    /** Returns the one that lost. */
    private SimCopy takenOnBothSides(String name) {
        scene.world.cluster().partition(List.of(scene.node(2)));
        scene.pass(Duration.ofSeconds(20));
        register(1, name);
        register(2, name);
        List<SimCopy> both = scene.world.openOf(name);
        assertThat(both).hasSize(2);
        scene.converge();
        scene.settle();
        SimCopy winner = scene.onlyLife(name);
        return both.get(both.get(0) == winner ? 1 : 0);
    }

    private void register(int at, String name) {
        assertThat(registerAt(scene.world.workers(scene.node(at)), name)).isInstanceOf(Outcome.Registered.class);
    }

    private Outcome registerAt(SimWorkers workers, String name) {
        return scene.outcome(scene.world.registerLocal(workers.node(), name, RegistryScene.TIMEOUT));
    }
}
