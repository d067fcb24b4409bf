package dev.swarm.sim.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.NodeId;
import dev.swarm.api.config.RegistryConfig;
import dev.swarm.api.config.RegistryConfig.Filter;
import dev.swarm.api.config.RegistryConfig.Moves;
import dev.swarm.api.config.RegistryConfig.Strategy;
import dev.swarm.api.registry.Placement;
import dev.swarm.api.registry.RegistryOverview;
import dev.swarm.api.registry.RestartPolicy;
import dev.swarm.engine.registry.Outcome;
import dev.swarm.engine.wire.registry.Op;
import dev.swarm.sim.SimSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Rows of sections 5.1 and 5.4: which node has which name, and what happens to names when nodes come and go. */
class PlacementRowsTest {

    private static final int NAMES = 300;

    @Test
    void aNewNodeGetsItsShareAndNothingMovesBetweenTheOthers() {
        RegistryScene scene = RegistryScene.started(3, 4, RegistryScene.ring());
        List<String> names = scene.registerMany(NAMES, WorkerKind.RESUMES);
        scene.settle();
        Map<String, NodeId> before = places(scene, names);

        scene.start(3);
        scene.settle();

        Map<String, NodeId> after = places(scene, names);
        List<String> moved = names.stream()
                .filter(name -> !Objects.equals(before.get(name), after.get(name)))
                .toList();
        assertThat(moved).isNotEmpty().allSatisfy(name -> assertThat(after).containsEntry(name, scene.id(3)));
        // a quarter, and what 64 partitions are uneven
        assertThat(moved).hasSizeLessThan(NAMES * 4 / 10);
        assertThat(names)
                .filteredOn(name -> !moved.contains(name))
                .allSatisfy(name -> assertThat(scene.world.livesOf(name)).hasSize(1));
    }

    @Test
    void whatLivedOnADeadNodeIsRestartedOnceOnTheNextOwner() {
        RegistryScene scene = RegistryScene.started(4);
        List<String> names = scene.registerMany(NAMES, WorkerKind.RESUMES);
        scene.settle();
        Map<String, NodeId> before = places(scene, names);

        scene.node(2).crash();
        scene.converge();
        scene.settle();

        for (String name : names) {
            boolean wasThere = scene.id(2).equals(before.get(name));
            assertThat(scene.world.livesOf(name)).hasSize(wasThere ? 2 : 1);
        }
    }

    @Test
    void aRestartedNodeGetsItsNamesBackWithTheirState() {
        RegistryScene scene = RegistryScene.started(3);
        List<String> names = scene.registerMany(60, WorkerKind.RESUMES);
        scene.settle();
        scene.node(1).crash();
        scene.converge();
        scene.settle();
        names.forEach(name -> scene.tell(0, name, 1));

        scene.start(1);
        scene.settle();

        assertThat(places(scene, names)).containsValue(scene.id(1));
        assertThat(names)
                .allSatisfy(name -> assertThat(scene.onlyLife(name).handled()).hasSize(1));
    }

    @Test
    void aRollingReplacementOfAllNodesLosesNoNameAndNoState() {
        RegistryScene scene = RegistryScene.started(3);
        List<String> names = scene.registerMany(60, WorkerKind.RESUMES);
        scene.settle();
        names.forEach(name -> scene.tell(0, name, 1));

        for (int i : List.of(1, 2, 0)) {
            assertThat(scene.outcome(scene.world.drain(scene.node(i), RegistryScene.TIMEOUT)))
                    .isInstanceOf(Outcome.Drained.class);
            scene.node(i).leave();
            scene.world.cluster().runUntil("it is gone", () -> !scene.node(i).isRunning(), RegistryScene.SOON);
            scene.node(i).start(List.of(scene.node((i + 1) % 3).address()));
            scene.converge();
            scene.settle();
        }

        assertThat(names)
                .allSatisfy(name -> assertThat(scene.onlyLife(name).handled()).hasSize(1));
    }

    @Test
    void anExcludedNodeOwnsNothingAndStillRegistersAndFinds() {
        Filter filter = new Filter(List.of(), List.of("n000[2]"));
        RegistryScene scene =
                RegistryScene.started(3, 3, naming(RegistryConfig.defaults().with(filter)));

        assertThat(scene.register(2, "device", WorkerKind.RESUMES)).isInstanceOf(Outcome.Registered.class);
        List<String> names = scene.registerMany(100, WorkerKind.RESUMES);

        scene.settle();
        assertThat(places(scene, names)).doesNotContainValue(scene.id(2)).containsValue(scene.id(1));
        assertThat(scene.finds(2, "device")).isTrue();
        assertThat(overview(scene, 0).ignored()).containsKey(scene.id(2));
        assertThat(scene.node(0).view().member(scene.id(2))).isPresent();
    }

    @Test
    void whoIsIncludedOwnsEvenIfExcludedAndNobodyElse() {
        Filter filter = new Filter(List.of("n0001"), List.of("n0001"));
        RegistryScene scene =
                RegistryScene.started(3, 3, naming(RegistryConfig.defaults().with(filter)));

        List<String> names = scene.registerMany(20, WorkerKind.RESUMES);

        scene.settle();
        assertThat(places(scene, names).values()).containsOnly(scene.id(1));
    }

    @Test
    void remoteShellsOwnNothingByDefault() {
        RegistryScene scene = RegistryScene.of(3, RegistryScene.ring());
        scene.node(2).rename(NodeId.of("remsh-1"));
        scene.world.cluster().startAll();
        scene.converge();

        List<String> names = scene.registerMany(60, WorkerKind.RESUMES);

        scene.settle();
        assertThat(places(scene, names)).doesNotContainValue(scene.id(2));
    }

    @Test
    void whereNobodyMayOwnARegistrationIsRefusedAtOnce() {
        Filter nobody = new Filter(List.of("another"), List.of());
        RegistryScene scene =
                RegistryScene.started(3, 3, naming(RegistryConfig.defaults().with(nobody)));

        RegistryWorld.Pending pending = scene.world.ask(
                scene.node(0),
                "device",
                RegistryScene.register(WorkerKind.RESUMES, RestartPolicy.PERMANENT),
                RegistryScene.TIMEOUT);

        assertThat(scene.outcome(pending)).isInstanceOf(Outcome.NoNode.class);
        assertThat(pending.took()).isLessThan(Duration.ofMillis(50));
    }

    @Test
    void whatWasDroppedForTenSecondsIsOnlyDelayed() {
        RegistryScene scene = RegistryScene.started(3);
        scene.world.cluster().partition(List.of(scene.node(0)), List.of(scene.node(1)), List.of(scene.node(2)));
        for (int i = 0; i < 3; i++) {
            scene.outcome(scene.world.registerLocal(scene.node(i), "local-" + i, RegistryScene.TIMEOUT));
        }
        scene.pass(Duration.ofSeconds(10));

        scene.world.cluster().heal();

        Duration took = scene.world
                .cluster()
                .runUntil(
                        "all are found",
                        () -> scene.node(0).names().count() == 3
                                && scene.node(1).names().count() == 3
                                && scene.node(2).names().count() == 3,
                        Duration.ofMinutes(1));
        assertThat(took).isLessThan(Duration.ofMinutes(1));
        scene.converge();
        scene.settle();
    }

    @Test
    void namesStayWhereTheyAreWhileRebalancingPauses() {
        RegistryScene scene = RegistryScene.started(3, 4, RegistryScene.ring());
        List<String> names = scene.registerMany(60, WorkerKind.RESUMES);
        for (int i = 0; i < 3; i++) {
            scene.node(i).registry((now, registry) -> registry.pause(now, true));
        }

        scene.start(3);
        scene.pass(Duration.ofSeconds(10));

        assertThat(places(scene, names)).doesNotContainValue(scene.id(3));
        for (int i = 0; i < 3; i++) {
            scene.node(i).registry((now, registry) -> registry.pause(now, false));
        }
        scene.settle();
        assertThat(places(scene, names)).containsValue(scene.id(3));
    }

    @Test
    void neverMoreNamesLeaveANodeAtATimeThanAllowed() {
        RegistryConfig config = RegistryConfig.defaults()
                .with(new Moves(4, Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(5)));
        RegistryScene scene = RegistryScene.started(3, 4, SimSettings.Naming.of(config));
        scene.registerMany(NAMES, WorkerKind.RESUMES);
        scene.settle();
        int[] most = {0};
        scene.world
                .cluster()
                .watch(() -> scene.world.running().forEach(workers -> {
                    long frozen = workers.copies().stream()
                            .filter(copy -> copy.phase() == SimCopy.Phase.FROZEN)
                            .count();
                    most[0] = Math.max(most[0], (int) frozen);
                }));

        scene.start(3);
        scene.settle();

        assertThat(most[0]).isBetween(2, 4);
    }

    @Test
    void aHintMovesANameIfThePlacementMindsIt() {
        RegistryConfig config = RegistryScene.quick(RegistryConfig.defaults().with(Strategy.own("pinned")));
        RegistryScene scene =
                RegistryScene.started(3, 3, SimSettings.Naming.of(config).with(Placement.pinned()));
        scene.register(0, "device", WorkerKind.RESUMES);
        scene.tell(0, "device", 3);
        for (int i : List.of(2, 0, 1)) {
            assertThat(scene.ask(1, "device", new Op.Hint(scene.id(i).name()))).isInstanceOf(Outcome.Done.class);

            scene.pass(Duration.ofSeconds(2));
            scene.settleAnywhere();

            assertThat(scene.placeOf("device")).isEqualTo(scene.id(i));
            assertThat(scene.onlyLife("device").handled()).hasSize(3);
        }
    }

    @Test
    void theLeastLoadedTakesWhatIsNewAndNothingElseMoves() {
        RegistryConfig config = RegistryScene.quick(RegistryConfig.defaults().with(Strategy.own("least-loaded")));
        RegistryScene scene =
                RegistryScene.started(2, 3, SimSettings.Naming.of(config).with(Placement.leastLoaded()));
        for (int i = 0; i < 20; i++) {
            scene.register(0, "old-" + i, WorkerKind.RESUMES);
        }
        scene.start(2);
        scene.settleAnywhere();

        for (int i = 0; i < 10; i++) {
            scene.register(0, "new-" + i, WorkerKind.RESUMES);
        }

        scene.settleAnywhere();
        assertThat(scene.world.workers(scene.node(2)).copies())
                .hasSize(10)
                .allSatisfy(copy -> assertThat(copy.name()).startsWith("new-"));
        assertThat(scene.world.workers(scene.node(0)).copies()).hasSize(10);
    }

    private static SimSettings.Naming naming(RegistryConfig config) {
        return SimSettings.Naming.of(RegistryScene.quick(config));
    }

    private static Map<String, NodeId> places(RegistryScene scene, List<String> names) {
        Map<String, NodeId> places = new HashMap<>();
        names.forEach(name -> places.put(name, scene.placeOf(name)));
        return places;
    }

    private static RegistryOverview overview(RegistryScene scene, int index) {
        return Objects.requireNonNull(scene.node(index).names().overview());
    }
}
