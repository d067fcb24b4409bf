package dev.swarm.sim.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.NodeId;
import dev.swarm.api.registry.RegistryOverview;
import dev.swarm.api.registry.RestartPolicy;
import dev.swarm.engine.registry.Outcome;
import dev.swarm.sim.registry.SimCopy.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rows of section 5.2: how names move, and how two lives of one name become one. */
class HandoffRowsTest {

    private static final Duration KNOWN_TO_BE_SPLIT = Duration.ofSeconds(20);

    private final RegistryScene scene = RegistryScene.started(3, 4, RegistryScene.ring());

    /** Registers a name that will belong to the fourth node, and gives it something to remember. */
    private String nameOfTheFourth(WorkerKind kind) {
        String name = scene.nameOwnedBy(3, kind.type(), 0, 1, 2, 3);
        assertThat(scene.register(0, name, kind)).isInstanceOf(Outcome.Registered.class);
        scene.settle();
        scene.tell(1, name, 5);
        assertThat(scene.onlyLife(name).handled()).hasSize(5);
        return name;
    }

    @Test
    void aWorkerThatResumesKeepsItsState() {
        String name = nameOfTheFourth(WorkerKind.RESUMES);
        SimCopy before = scene.onlyLife(name);

        scene.start(3);
        scene.settle();

        SimCopy after = scene.onlyLife(name);
        assertThat(scene.placeOf(name)).isEqualTo(scene.id(3));
        assertThat(after.handled()).isEqualTo(before.handled());
        assertThat(after.merges()).isZero();
        assertThat(after.token()).isGreaterThan(before.token());
        assertThat(before.freezes()).isOne();
        assertThat(before.phase()).isEqualTo(Phase.ENDED);
    }

    @Test
    void aWorkerThatRestartsBeginsAfresh() {
        String name = nameOfTheFourth(WorkerKind.RESTARTS);

        scene.start(3);
        scene.settle();

        assertThat(scene.placeOf(name)).isEqualTo(scene.id(3));
        assertThat(scene.onlyLife(name).handled()).isEmpty();
        assertThat(scene.onlyLife(name).taken()).isEmpty();
    }

    @Test
    void aWorkerThatIgnoresStaysAndIsFoundFromEverywhere() {
        String name = nameOfTheFourth(WorkerKind.IGNORES);
        SimCopy before = scene.onlyLife(name);

        scene.start(3);
        scene.settle();

        assertThat(scene.onlyLife(name)).isSameAs(before);
        assertThat(before.freezes()).isOne();
        for (int i = 0; i < 4; i++) {
            assertThat(scene.whereis(i, name).node())
                    .isEqualTo(before.workers().node().id());
        }
        scene.tell(3, name, 3);
        assertThat(before.handled()).hasSize(8);
    }

    @Test
    void aWorkerThatThrowsOrIsTooSlowStaysAndOthersMove() {
        String throwing = nameOfTheFourth(WorkerKind.FAILS_TO_FREEZE);
        String slow = nameOfTheFourth(WorkerKind.FREEZES_SLOWLY);
        String willing = nameOfTheFourth(WorkerKind.RESUMES);

        scene.start(3);
        scene.settle();

        assertThat(scene.placeOf(throwing)).isNotEqualTo(scene.id(3));
        assertThat(scene.placeOf(slow)).isNotEqualTo(scene.id(3));
        assertThat(scene.placeOf(willing)).isEqualTo(scene.id(3));
        long failed = scene.world.running().stream()
                .mapToLong(workers -> overview(workers).handoffs().failed())
                .sum();
        assertThat(failed).isGreaterThanOrEqualTo(2);
        scene.tell(0, throwing, 3);
        assertThat(scene.onlyLife(throwing).handled()).hasSize(8);
    }

    @Test
    void messagesOfAMoveAreHandledOnceAndNoneIsLost() {
        String name = nameOfTheFourth(WorkerKind.STARTS_LATE);
        SimCopy before = scene.onlyLife(name);
        scene.world.cluster().start(3);
        List<Parcel> parcels = new ArrayList<>();

        while (before.isAlive()) {
            parcels.add(scene.world.post().tell(scene.node(parcels.size() % 3), name));
            scene.pass(Duration.ofMillis(1));
        }

        scene.converge();
        scene.settle();
        long refused = parcels.stream()
                .filter(parcel -> parcel.fate() == Parcel.Fate.REFUSED)
                .count();
        assertThat(parcels).extracting(Parcel::fate).doesNotContain(Parcel.Fate.UNDERWAY, Parcel.Fate.LOST);
        assertThat(scene.onlyLife(name).handled()).hasSize((int) (5 + parcels.size() - refused));
        assertThat(parcels).hasSizeGreaterThan(2_000);
        // only those that were on their way in the moment in which the old life ended
        assertThat(refused).isLessThan(5);
    }

    @Test
    void theOldLifeGoesOnIfItsNextPlaceDiesMeanwhile() {
        String name = nameOfTheFourth(WorkerKind.STARTS_LATE);
        SimCopy before = scene.onlyLife(name);
        scene.world.cluster().start(3);
        awaitLifeOnTheFourth(name, Phase.STARTING);
        List<Parcel> waiting = scene.tell(1, name, 5);
        assertThat(before.phase()).isEqualTo(Phase.FROZEN);

        scene.node(3).crash();
        scene.converge();
        scene.settle();

        assertThat(scene.onlyLife(name)).isSameAs(before);
        assertThat(waiting).extracting(Parcel::fate).containsOnly(Parcel.Fate.HANDLED);
        assertThat(before.handled()).hasSize(10);
    }

    @Test
    void thePreparedLifeGoesOnIfTheOldOneDiesMeanwhile() {
        String name = nameOfTheFourth(WorkerKind.STARTS_LATE);
        SimCopy before = scene.onlyLife(name);
        scene.world.cluster().start(3);
        awaitLifeOnTheFourth(name, Phase.STARTING);

        before.workers().node().powerOff();
        scene.converge();
        scene.settle();

        assertThat(scene.onlyLife(name)).isNotSameAs(before);
        assertThat(scene.world.aliveOf(name)).hasSize(1);
    }

    @Test
    void aNextLifeThatFailsToStartLeavesTheOldOne() {
        String name = scene.nameOwnedBy(3, "flaky", 0, 1, 2, 3);
        while (!(scene.register(0, name, WorkerKind.FAILS_TO_START) instanceof Outcome.Registered)) {
            scene.pass(Duration.ofMillis(10));
        }
        scene.tell(1, name, 5);
        for (int i = 0; i < 10; i++) {
            scene.start(3);
            scene.settle();

            assertThat(scene.onlyLife(name).handled()).hasSize(5);

            scene.outcome(scene.world.drain(scene.node(3), RegistryScene.TIMEOUT));
            scene.node(3).leave();
            scene.world.cluster().runUntil("it is gone", () -> !scene.node(3).isRunning(), RegistryScene.SOON);
            scene.converge();
            scene.settle();
        }
        assertThat(scene.world.livesOf(name)).hasSizeGreaterThan(10);
    }

    @Test
    void eachSideOfASplitRunsEachNameAndOneSurvivesWithBothStates() {
        for (WorkerKind kind : List.of(WorkerKind.RESUMES, WorkerKind.RESTARTS, WorkerKind.IGNORES)) {
            RegistryScene split = RegistryScene.started(3);
            List<String> names = split.registerMany(30, kind);
            split.settle();
            split.world.cluster().partition(List.of(split.node(2)));
            split.pass(KNOWN_TO_BE_SPLIT);
            for (String name : names) {
                assertThat(split.world.openOf(name)).hasSize(2);
                split.tell(0, name, 3);
                split.tell(2, name, 2);
            }

            split.converge();
            split.settle();

            for (String name : names) {
                SimCopy survivor = split.onlyLife(name);
                boolean isSum = kind == WorkerKind.RESUMES;
                assertThat(split.world.aliveOf(name)).hasSize(1);
                assertThat(survivor.handled().size()).as(kind + " " + name).isIn(isSum ? List.of(5) : List.of(2, 3));
                assertThat(survivor.merges()).isEqualTo(isSum ? 1 : 0);
                assertThat(survivor.workers().node().id()).isEqualTo(owner(split, name));
            }
        }
    }

    @Test
    void aLifeThatThrowsAtTheOtherStateIsRestarted() {
        RegistryScene split = RegistryScene.started(3);
        split.ask(0, "device", RegistryScene.register(WorkerKind.FAILS_TO_MERGE, RestartPolicy.TRANSIENT));
        split.settle();
        split.world.cluster().partition(List.of(split.node(2)));
        split.pass(KNOWN_TO_BE_SPLIT);
        split.tell(0, "device", 3);
        split.tell(2, "device", 2);

        split.converge();
        split.settle();

        assertThat(split.world.aliveOf("device")).hasSize(1);
    }

    @Test
    void drainingGivesAllAwayWithItsState() {
        Stream.of(WorkerKind.RESUMES, WorkerKind.IGNORES, WorkerKind.RESTARTS)
                .forEach(kind -> scene.registerMany(40, kind));
        scene.start(3);
        scene.settle();
        int here = scene.world.workers(scene.node(1)).copies().size();
        List<SimCopy> resuming = scene.world.workers(scene.node(1)).copies().stream()
                .filter(copy -> copy.kind() == WorkerKind.RESUMES)
                .toList();
        resuming.forEach(copy -> scene.tell(0, copy.name(), 2));

        Outcome outcome = scene.outcome(scene.world.drain(scene.node(1), RegistryScene.TIMEOUT));

        assertThat(here).isPositive();
        assertThat(resuming).isNotEmpty();
        assertThat(outcome).isEqualTo(new Outcome.Drained(here));
        scene.settleAnywhere();
        assertThat(scene.world.workers(scene.node(1)).copies()).isEmpty();
        assertThat(resuming)
                .allSatisfy(copy ->
                        assertThat(scene.onlyLife(copy.name()).handled()).isEqualTo(copy.handled()));
        scene.node(1).registry((now, registry) -> registry.undrain(now));
        scene.pass(Duration.ofSeconds(1));
        scene.settle();
        assertThat(scene.world.workers(scene.node(1)).copies()).isNotEmpty();
    }

    private void awaitLifeOnTheFourth(String name, Phase phase) {
        scene.world
                .cluster()
                .runUntil(
                        "the next life is made",
                        () -> scene.world.livesOf(name).stream()
                                .anyMatch(copy -> copy.workers().node() == scene.node(3) && copy.phase() == phase),
                        RegistryScene.SOON);
    }

    private static RegistryOverview overview(SimWorkers workers) {
        return Objects.requireNonNull(workers.node().names().overview());
    }

    private static NodeId owner(RegistryScene split, String name) {
        var table = split.table(0, 1, 2);
        return Objects.requireNonNull(table.owner(table.partitionOf(name)));
    }
}
