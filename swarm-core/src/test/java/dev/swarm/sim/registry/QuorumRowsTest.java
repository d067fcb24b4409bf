package dev.swarm.sim.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.config.RegistryConfig;
import dev.swarm.api.config.RegistryConfig.Strategy;
import dev.swarm.api.registry.RegistryOverview;
import dev.swarm.api.registry.RestartPolicy;
import dev.swarm.engine.registry.Outcome;
import dev.swarm.sim.SimNode;
import dev.swarm.sim.SimSettings;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Rows of section 5.3: only a quorum goes on. */
class QuorumRowsTest {

    private static final Duration LEASE = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final int NAMES = 60;

    private static RegistryScene started(int running, int nodes, int quorum) {
        Strategy strategy = new Strategy(Strategy.STATIC_QUORUM, quorum, LEASE);
        RegistryConfig config = RegistryScene.quick(RegistryConfig.defaults().with(strategy));
        RegistryScene scene = RegistryScene.started(running, nodes, SimSettings.Naming.of(config));
        // whoever is new promises nothing for a lease
        scene.pass(LEASE.multipliedBy(3));
        return scene;
    }

    @Test
    void withTooFewNodesARegistrationIsRefusedAtOnce() {
        RegistryScene scene = started(2, 5, 3);

        RegistryWorld.Pending pending = register(scene, 0, "device");

        assertThat(scene.outcome(pending))
                .isInstanceOfSatisfying(
                        Outcome.NoNode.class,
                        refused -> assertThat(refused.reason()).isNotEmpty());
        assertThat(pending.took()).isLessThan(Duration.ofMillis(50));
        assertThat(quorum(scene, 0).isMet()).isFalse();
    }

    @Test
    void namesLiveWhereTheRingHasThem() {
        RegistryScene scene = started(3, 3, 2);

        scene.registerMany(NAMES, WorkerKind.RESUMES);

        scene.settle();
        assertThat(quorum(scene, 0).isMet()).isTrue();
    }

    @Test
    void theLargerSideGoesOnAndTheSmallerOneStops() {
        RegistryScene scene = started(5, 5, 3);
        List<String> names = scene.registerMany(NAMES, WorkerKind.RESUMES);
        scene.settle();

        scene.world.cluster().partition(scene.world.cluster().range(0, 2));

        Duration took = scene.world
                .cluster()
                .runUntil(
                        "the smaller side has none",
                        () -> scene.world.workers(scene.node(0)).copies().isEmpty()
                                && scene.world.workers(scene.node(1)).copies().isEmpty(),
                        LONG);
        assertThat(took).isLessThan(LEASE.plusSeconds(2));
        scene.world
                .cluster()
                .runUntil(
                        "all live on the larger side",
                        () -> names.stream()
                                .allMatch(name -> scene.world.openOf(name).size() == 1),
                        LONG);
        scene.world
                .cluster()
                .runUntil("the smaller side knows", () -> !quorum(scene, 1).isMet(), LONG);
        RegistryWorld.Pending refused = register(scene, 1, "another");
        assertThat(scene.outcome(refused)).isInstanceOf(Outcome.NoNode.class);
        assertThat(refused.took()).isLessThan(Duration.ofMillis(50));
        assertThat(scene.register(3, "another", WorkerKind.RESUMES)).isInstanceOf(Outcome.Registered.class);
        scene.converge();
        scene.settle();
        assertThat(names).allSatisfy(name -> assertThat(scene.onlyLife(name)).isNotNull());
    }

    @Test
    void whenTheQuorumIsBackEverythingRunsAgainByItself() {
        RegistryScene scene = started(3, 3, 2);
        List<String> names = scene.registerMany(NAMES, WorkerKind.RESUMES);
        scene.settle();
        scene.world.cluster().partition(List.of(scene.node(0)), List.of(scene.node(1)), List.of(scene.node(2)));
        scene.world
                .cluster()
                .runUntil(
                        "nobody lives",
                        () -> names.stream()
                                .allMatch(name -> scene.world.openOf(name).isEmpty()),
                        LONG);

        scene.converge();

        scene.settle();
        assertThat(names).allSatisfy(name -> assertThat(scene.onlyLife(name)).isNotNull());
    }

    @Test
    void aRestartOfTheWholeQuorumBringsBackWhatIsKnown() {
        RegistryScene scene = started(3, 3, 2);
        List<String> names = scene.registerMany(NAMES, WorkerKind.RESUMES);
        scene.settle();
        for (int i : List.of(1, 2)) {
            scene.node(i).crash();
        }
        scene.pass(Duration.ofSeconds(20));
        assertThat(names)
                .allSatisfy(name -> assertThat(scene.world.openOf(name)).isEmpty());

        scene.start(1);

        scene.world
                .cluster()
                .runUntil(
                        "all live again",
                        () -> names.stream()
                                .allMatch(name -> scene.world.openOf(name).size() == 1),
                        LONG);
        scene.settle();
    }

    @Test
    void aDeadNodesNamesLiveElsewhereAfterItsLease() {
        RegistryScene scene = started(3, 3, 2);
        List<String> names = scene.registerMany(NAMES, WorkerKind.RESUMES);
        scene.settle();

        scene.node(2).powerOff();

        Duration took = scene.world
                .cluster()
                .runUntil(
                        "all live",
                        () -> names.stream()
                                .allMatch(name -> scene.world.openOf(name).size() == 1),
                        LONG);
        assertThat(took).isLessThan(Duration.ofSeconds(20));
        scene.converge();
        scene.settle();
    }

    @Test
    void namesMoveToANewNodeWithTheirState() {
        RegistryScene scene = started(3, 4, 2);
        List<String> names = scene.registerMany(NAMES, WorkerKind.RESUMES);
        scene.settle();
        names.forEach(name -> scene.tell(0, name, 1));

        scene.start(3);

        scene.pass(LEASE.multipliedBy(3));
        scene.settle();
        assertThat(scene.world.workers(scene.node(3)).copies()).isNotEmpty();
        assertThat(names)
                .allSatisfy(name -> assertThat(scene.onlyLife(name).handled()).hasSize(1));
    }

    @Test
    void drainingLeavesTheRestToTheOthers() {
        RegistryScene scene = started(4, 4, 2);
        List<String> names = scene.registerMany(NAMES, WorkerKind.RESUMES);
        scene.settle();
        names.forEach(name -> scene.tell(0, name, 1));

        assertThat(scene.outcome(scene.world.drain(scene.node(2), Duration.ofSeconds(20))))
                .isInstanceOf(Outcome.Drained.class);

        scene.settleAnywhere();
        assertThat(scene.world.workers(scene.node(2)).copies()).isEmpty();
        assertThat(names)
                .allSatisfy(name -> assertThat(scene.onlyLife(name).handled()).hasSize(1));
    }

    @Test
    void localNamesGoOnInTheMinority() {
        RegistryScene scene = started(3, 3, 2);
        scene.outcome(scene.world.registerLocal(scene.node(2), "here", RegistryScene.TIMEOUT));
        scene.settle();

        scene.world.cluster().partition(List.of(scene.node(2)));
        scene.pass(Duration.ofSeconds(20));

        assertThat(scene.finds(2, "here")).isTrue();
        assertThat(scene.onlyLife("here").isOpen()).isTrue();
        assertThat(scene.finds(0, "here")).isFalse();
        scene.converge();
        scene.settle();
        assertThat(scene.finds(0, "here")).isTrue();
    }

    @Test
    void moreNodesThanBothSidesCouldHaveAreTooMany() {
        RegistryScene scene = started(3, 4, 2);
        assertThat(quorum(scene, 0).oversized()).isFalse();

        scene.start(3);

        assertThat(quorum(scene, 0).oversized()).isTrue();
        assertThat(quorum(scene, 0).present()).isEqualTo(4);
    }

    @Test
    void whoStandsStillLongerThanItsLeaseHasNothingValidAfterwards() {
        RegistryScene scene = started(3, 3, 2);
        List<String> names = scene.registerMany(NAMES, WorkerKind.RESUMES);
        scene.settle();
        SimNode still = scene.node(1);

        still.pause();
        scene.pass(LEASE.multipliedBy(2));

        assertThat(scene.world.workers(still).copies()).isNotEmpty().noneMatch(OneValidCopy::isValid);
        scene.world
                .cluster()
                .runUntil(
                        "all live elsewhere",
                        () -> names.stream()
                                .allMatch(name ->
                                        scene.world.openOf(name).stream().anyMatch(OneValidCopy::isValid)),
                        LONG);
        scene.converge();
        scene.settle();
    }

    private static RegistryWorld.Pending register(RegistryScene scene, int by, String name) {
        return scene.world.ask(
                scene.node(by),
                name,
                RegistryScene.register(WorkerKind.RESUMES, RestartPolicy.TRANSIENT),
                RegistryScene.TIMEOUT);
    }

    private static RegistryOverview.QuorumState quorum(RegistryScene scene, int index) {
        return Objects.requireNonNull(
                Objects.requireNonNull(scene.node(index).names().overview()).quorum());
    }
}
