package dev.swarm.sim.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.config.RegistryConfig;
import dev.swarm.api.config.RegistryConfig.Restarts;
import dev.swarm.api.registry.RestartPolicy;
import dev.swarm.api.registry.StopMode;
import dev.swarm.engine.registry.Outcome;
import dev.swarm.engine.wire.registry.Op;
import dev.swarm.sim.SimSettings;
import dev.swarm.sim.registry.RegistryWorld.Pending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows of section 5.1: names, how they are registered, found and taken away. */
class NamingRowsTest {

    /** An owner of names keeps 4,096 of its answers. */
    private static final int MORE_THAN_REMEMBERED = 4_200;

    @Test
    void aNameRegisteredAnywhereIsFoundEverywhere() {
        RegistryScene scene = RegistryScene.started(3);

        Outcome outcome = scene.register(1, "device", WorkerKind.RESUMES);

        assertThat(outcome).isInstanceOf(Outcome.Registered.class);
        assertThat(scene.whereis(1, "device")).isEqualTo(((Outcome.Registered) outcome).worker());
        scene.settle();
        assertThat(scene.whereis(0, "device")).isEqualTo(scene.whereis(2, "device"));
    }

    @Test
    void ofManyWhoRegisterANameAtOnceOneMakesItAndTheOthersLearnWhereItIs() {
        RegistryScene scene = RegistryScene.started(3);
        List<Pending> callers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Op op = RegistryScene.register(WorkerKind.RESUMES, RestartPolicy.TRANSIENT);
            callers.add(scene.world.ask(scene.node(i % 3), "device", op, RegistryScene.TIMEOUT));
        }

        List<Outcome> outcomes = callers.stream().map(scene::outcome).toList();

        assertThat(outcomes).filteredOn(Outcome.Registered.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(Outcome.Taken.class::isInstance).hasSize(49);
        scene.settle();
        assertThat(outcomes)
                .filteredOn(Outcome.Taken.class::isInstance)
                .allSatisfy(
                        taken -> assertThat(((Outcome.Taken) taken).worker()).isEqualTo(scene.whereis(0, "device")));
        assertThat(scene.world.livesOf("device")).hasSize(1);
    }

    @Test
    void aRecipeThatNeverWorksIsAFailureAndLeavesNothing() {
        RegistryScene scene = RegistryScene.started(3);

        Outcome outcome = scene.register(0, "broken", WorkerKind.NEVER_STARTS);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.StartFailed.class,
                        failed -> assertThat(failed.reason()).contains("it is broken"));
        scene.settle();
        assertThat(scene.finds(0, "broken")).isFalse();
        assertThat(scene.world.aliveOf("broken")).isEmpty();
    }

    @Test
    void aSlowRecipeRunsOutOfTimeAndLeavesNoOrphan() {
        for (int by = 0; by < 3; by++) {
            RegistryScene scene = RegistryScene.started(3);
            Pending pending = scene.world.ask(
                    scene.node(by),
                    "late",
                    RegistryScene.register(WorkerKind.STARTS_LATE, RestartPolicy.TRANSIENT),
                    Duration.ofMillis(100));

            assertThat(scene.outcome(pending)).isInstanceOf(Outcome.TimedOut.class);

            assertThat(pending.took()).isBetween(Duration.ofMillis(100), Duration.ofMillis(150));
            scene.pass(Duration.ofSeconds(5));
            scene.settle();
            assertThat(scene.finds(0, "late")).isFalse();
            assertThat(scene.world.aliveOf("late")).isEmpty();
            assertThat(scene.register(2, "late", WorkerKind.RESUMES)).isInstanceOf(Outcome.Registered.class);
        }
    }

    /** The answer is lost with its connection, and forgotten by who gave it when it is asked for again. */
    @Test
    void aNameIsNotTakenByTheVeryRegistrationThatMadeIt() {
        RegistryScene scene = RegistryScene.started(3);
        String name = scene.nameOwnedBy(1, "unheard", 0, 1, 2);
        Op op = RegistryScene.register(WorkerKind.STARTS_LATE, RestartPolicy.TRANSIENT);
        Pending unheard = scene.world.ask(scene.node(0), name, op, Duration.ofMinutes(2));
        scene.pass(Duration.ofMillis(500));
        scene.world
                .cluster()
                .network()
                .rules()
                .cut(scene.node(0).address(), scene.node(1).address());
        scene.world.cluster().runUntil("it is made", () -> scene.finds(1, name), RegistryScene.SOON);

        List<Pending> others = new ArrayList<>();
        for (int i = 0; i < MORE_THAN_REMEMBERED; i++) {
            String other = scene.nameOwnedBy(1, "other-" + i, 0, 1, 2);
            others.add(scene.world.ask(
                    scene.node(2),
                    other,
                    RegistryScene.register(WorkerKind.RESUMES, RestartPolicy.TRANSIENT),
                    Duration.ofMinutes(1)));
        }
        others.forEach(scene::outcome);
        scene.pass(Duration.ofSeconds(20));
        assertThat(unheard.isOver()).isFalse();
        scene.world.cluster().heal();

        assertThat(scene.outcome(unheard))
                .isInstanceOfSatisfying(
                        Outcome.Registered.class,
                        made -> assertThat(made.worker().node()).isEqualTo(scene.id(1)));
    }

    @Test
    void aLocalNameStaysWhereItIsAndEndsWithItsNode() {
        RegistryScene scene = RegistryScene.started(3, 4, RegistryScene.ring());
        String name = scene.nameOwnedBy(3, "here", 0, 1, 2, 3);
        assertThat(scene.outcome(scene.world.registerLocal(scene.node(1), name, RegistryScene.TIMEOUT)))
                .isInstanceOf(Outcome.Registered.class);

        scene.start(3);
        scene.settle();

        assertThat(scene.placeOf(name)).isEqualTo(scene.id(1));
        assertThat(scene.whereis(3, name).isManaged()).isFalse();
        scene.node(1).crash();
        scene.converge();
        scene.settle();
        assertThat(scene.finds(0, name)).isFalse();
        assertThat(scene.outcome(scene.world.registerLocal(scene.node(2), name, RegistryScene.TIMEOUT)))
                .isInstanceOf(Outcome.Registered.class);
    }

    @Test
    void aTakenNameIsTakenForLocalOnesToo() {
        RegistryScene scene = RegistryScene.started(3);
        scene.register(0, "device", WorkerKind.RESUMES);
        scene.settle();

        Outcome local = scene.outcome(scene.world.registerLocal(scene.node(1), "device", RegistryScene.TIMEOUT));

        assertThat(local).isEqualTo(new Outcome.Taken(scene.whereis(1, "device")));
    }

    @Test
    void whoeverStopsANameIsToldWhenItIsGone() {
        RegistryScene scene = RegistryScene.started(3);
        scene.register(0, "device", WorkerKind.STOPS_SLOWLY);

        Outcome outcome = scene.stop(2, "device");

        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        assertThat(scene.finds(2, "device")).isFalse();
        scene.settle();
        assertThat(scene.world.aliveOf("device")).isEmpty();
        assertThat(scene.stop(1, "device")).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void aStopThatMeansAnEarlierLifeEndsNothing() {
        RegistryScene scene = RegistryScene.started(3);
        scene.register(0, "device", WorkerKind.RESUMES);
        long token = scene.whereis(0, "device").token();

        scene.ask(1, "device", new Op.Stop(StopMode.NOW, token - 1));

        scene.settle();
        assertThat(scene.onlyLife("device").token()).isEqualTo(token);
    }

    @Test
    void anUnregisteredWorkerLivesOnWithoutItsName() {
        RegistryScene scene = RegistryScene.started(3);
        scene.register(0, "device", WorkerKind.RESUMES);
        SimCopy copy = scene.onlyLife("device");

        assertThat(scene.ask(1, "device", new Op.Unregister())).isInstanceOf(Outcome.Done.class);

        scene.settle();
        assertThat(scene.finds(0, "device")).isFalse();
        assertThat(copy.isOpen()).isTrue();
        assertThat(copy.isNamed()).isFalse();
    }

    @Test
    void aNameMayBeRegisteredAgainAsSoonAsItIsGone() {
        RegistryScene scene = RegistryScene.started(3);
        long token = 0;
        for (int i = 0; i < 20; i++) {
            assertThat(scene.register(i % 3, "device", WorkerKind.RESUMES)).isInstanceOf(Outcome.Registered.class);
            assertThat(scene.onlyLife("device").token()).isGreaterThan(token);
            token = scene.onlyLife("device").token();
            assertThat(scene.stop((i + 1) % 3, "device")).isInstanceOf(Outcome.Done.class);
        }
        scene.settle();
        assertThat(scene.world.aliveOf("device")).isEmpty();
    }

    @Test
    void aCrashedWorkerFollowsItsPolicy() {
        RegistryScene scene = RegistryScene.started(3);
        for (RestartPolicy policy : RestartPolicy.values()) {
            scene.ask(0, policy.name(), RegistryScene.register(WorkerKind.RESUMES, policy, "group"));
            SimCopy before = scene.onlyLife(policy.name());

            before.crash();

            scene.settle();
            boolean isRestarted = policy != RestartPolicy.TEMPORARY;
            assertThat(scene.finds(1, policy.name())).isEqualTo(isRestarted);
            if (isRestarted) {
                assertThat(scene.onlyLife(policy.name()).token()).isGreaterThan(before.token());
                assertThat(scene.members(2, "group")).contains(policy.name());
            } else {
                assertThat(scene.members(2, "group")).doesNotContain(policy.name());
            }
        }
    }

    @Test
    void aWorkerThatCrashesTooOftenIsGivenUp() {
        Restarts few = new Restarts(3, Duration.ofMinutes(1), Duration.ofMillis(10), Duration.ofMillis(100));
        SimSettings.Naming naming = SimSettings.Naming.of(
                RegistryScene.quick(RegistryConfig.defaults()).with(few));
        RegistryScene scene = RegistryScene.started(3, 3, naming);
        scene.register(0, "device", WorkerKind.RESUMES);

        for (int i = 0; i < 3; i++) {
            scene.onlyLife("device").crash();
            scene.settle();
        }
        scene.onlyLife("device").crash();

        scene.settle();
        assertThat(scene.finds(1, "device")).isFalse();
        assertThat(scene.world.aliveOf("device")).isEmpty();
    }

    @Test
    void messagesThatWaitForACrashedWorkerAreHandledByTheNextLife() {
        RegistryScene scene = RegistryScene.started(3);
        scene.register(0, "device", WorkerKind.CRASHES);

        List<Parcel> parcels = scene.tell(1, "device", 20);

        scene.pass(Duration.ofSeconds(20));
        assertThat(scene.world.livesOf("device")).hasSizeGreaterThan(1);
        assertThat(parcels).extracting(Parcel::fate).doesNotContain(Parcel.Fate.UNDERWAY, Parcel.Fate.REFUSED);
    }

    @Test
    void bothSidesOfASplitRegisterAndFind() {
        RegistryScene scene = RegistryScene.started(3);

        scene.world.cluster().partition(List.of(scene.node(2)));
        scene.pass(Duration.ofSeconds(20));

        assertThat(scene.register(0, "most", WorkerKind.RESUMES)).isInstanceOf(Outcome.Registered.class);
        assertThat(scene.register(2, "few", WorkerKind.RESUMES)).isInstanceOf(Outcome.Registered.class);
        assertThat(scene.finds(2, "few")).isTrue();
        assertThat(scene.finds(2, "most")).isFalse();
        scene.converge();
        scene.settle();
        assertThat(scene.finds(1, "few")).isTrue();
        assertThat(scene.finds(2, "most")).isTrue();
    }

    @Test
    void thousandsComeAndGoAndLeaveNothing() {
        RegistryScene scene = RegistryScene.started(3);
        List<String> names = scene.registerMany(2_000, WorkerKind.RESUMES);
        scene.settle();
        assertThat(scene.node(2).names().count()).isEqualTo(2_000);

        List<Pending> stops = names.stream()
                .map(name ->
                        scene.world.ask(scene.node(1), name, new Op.Stop(StopMode.GRACEFUL, 0), RegistryScene.TIMEOUT))
                .toList();

        assertThat(stops).extracting(scene::outcome).containsOnly(new Outcome.Done());
        scene.settle();
        assertThat(scene.world.running()).allSatisfy(workers -> {
            assertThat(workers.node().names().count()).isZero();
            assertThat(workers.copies()).isEmpty();
        });
    }
}
