package dev.swarm.sim.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.registry.RestartPolicy;
import dev.swarm.engine.registry.Outcome;
import dev.swarm.engine.wire.registry.Op;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows of section 5.5: groups. */
class GroupRowsTest {

    private final RegistryScene scene = RegistryScene.started(3, 4, RegistryScene.ring());

    private void assertMembers(String group, String... names) {
        scene.settle();
        for (SimWorkers workers : scene.world.running()) {
            assertThat(scene.members(workers.node().index(), group)).containsExactly(names);
        }
    }

    @Test
    void aMemberIsOneOnEachNodeUntilItLeaves() {
        scene.register(0, "one", WorkerKind.RESUMES, "league");
        scene.register(1, "two", WorkerKind.RESUMES);
        assertMembers("league", "one");

        assertThat(scene.ask(2, "two", new Op.Join("league"))).isInstanceOf(Outcome.Done.class);
        assertThat(scene.members(2, "league")).contains("two");
        assertMembers("league", "one", "two");

        assertThat(scene.ask(1, "one", new Op.Leave("league"))).isInstanceOf(Outcome.Done.class);
        assertThat(scene.members(1, "league")).doesNotContain("one");
        assertMembers("league", "two");
        assertThat(scene.ask(0, "two", new Op.Leave("league"))).isInstanceOf(Outcome.Done.class);
        scene.settle();
        assertThat(scene.node(2).names().groups()).isEmpty();
    }

    @Test
    void anUnknownNameCannotJoinAndHasLeft() {
        assertThat(scene.ask(0, "nobody", new Op.Join("league"))).isInstanceOf(Outcome.Unknown.class);
        assertThat(scene.ask(0, "nobody", new Op.Leave("league"))).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void aLocalNameJoinsAndLeavesWithItsNode() {
        scene.outcome(scene.world.registerLocal(scene.node(1), "here", RegistryScene.TIMEOUT));
        assertThat(scene.ask(0, "here", new Op.Join("league"))).isInstanceOf(Outcome.Done.class);
        assertMembers("league", "here");

        scene.node(1).powerOff();
        scene.converge();

        assertMembers("league");
        assertThat(scene.node(0).names().groups()).isEmpty();
    }

    @Test
    void whoStopsOrIsGivenUpLeavesItsGroups() {
        scene.ask(0, "stopped", RegistryScene.register(WorkerKind.RESUMES, RestartPolicy.PERMANENT, "league"));
        scene.ask(0, "crashed", RegistryScene.register(WorkerKind.RESUMES, RestartPolicy.TEMPORARY, "league"));
        scene.ask(0, "unregistered", RegistryScene.register(WorkerKind.RESUMES, RestartPolicy.PERMANENT, "league"));
        scene.ask(0, "staying", RegistryScene.register(WorkerKind.RESUMES, RestartPolicy.PERMANENT, "league"));
        assertMembers("league", "crashed", "staying", "stopped", "unregistered");

        scene.stop(1, "stopped");
        scene.ask(2, "unregistered", new Op.Unregister());
        scene.onlyLife("crashed").crash();

        assertMembers("league", "staying");
    }

    @Test
    void membershipSurvivesMovesRestartsAndFailover() {
        String name = scene.nameOwnedBy(3, "mover", 0, 1, 2, 3);
        scene.register(0, name, WorkerKind.RESUMES, "league");
        scene.ask(1, name, new Op.Join("other"));
        scene.start(3);
        assertMembers("league", name);
        assertThat(scene.placeOf(name)).isEqualTo(scene.id(3));

        scene.onlyLife(name).crash();
        assertMembers("league", name);

        scene.node(3).crash();
        scene.converge();
        assertMembers("league", name);
        assertMembers("other", name);
    }

    @Test
    void aNameHasAtMostSixtyFourGroups() {
        scene.register(0, "one", WorkerKind.RESUMES);
        for (int i = 0; i < 64; i++) {
            assertThat(scene.ask(0, "one", new Op.Join("group-" + i))).isInstanceOf(Outcome.Done.class);
        }

        assertThat(scene.ask(1, "one", new Op.Join("too-many"))).isInstanceOf(Outcome.Invalid.class);

        assertThat(scene.ask(1, "one", new Op.Join("group-5"))).isInstanceOf(Outcome.Done.class);
        scene.settle();
        assertThat(scene.node(2).names().groups()).hasSize(64);
    }

    @Test
    void groupsChangedOnBothSidesOfASplitAreTheSameAfterwards() {
        scene.register(0, "one", WorkerKind.RESUMES, "league");
        scene.register(0, "two", WorkerKind.RESUMES, "league");
        scene.settle();
        scene.world.cluster().partition(List.of(scene.node(2)));
        scene.pass(Duration.ofSeconds(20));
        scene.ask(0, "one", new Op.Join("most"));
        scene.ask(2, "one", new Op.Join("few"));

        scene.converge();

        scene.settle();
        assertMembers("league", "one", "two");
    }
}
