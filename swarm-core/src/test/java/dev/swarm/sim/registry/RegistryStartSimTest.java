package dev.swarm.sim.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.registry.RestartPolicy;
import dev.swarm.engine.registry.Outcome;
import dev.swarm.engine.wire.registry.Op;
import dev.swarm.sim.SimNode;
import dev.swarm.sim.SimSettings;
import dev.swarm.sim.SimTest;
import dev.swarm.sim.registry.RegistryWorld.Pending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** No hang at a start: nodes that start in one moment, 910 in all, and register before they know each other. */
class RegistryStartSimTest {

    private static final int NODES = 5;
    private static final int NAMES = 20;
    private static final Duration SOON = Duration.ofSeconds(30);

    @SimTest(seeds = 182)
    void whoeverStartsAtOnceAnswersInTimeAndAgrees(long seed) {
        RegistryWorld world = RegistryWorld.of(seed, SimSettings.of(NODES).with(RegistryScene.ring()));
        world.openingWithin(Duration.ofMillis(500));
        world.cluster().startAll();
        List<Pending> pending = new ArrayList<>();
        for (SimNode node : world.cluster().nodes()) {
            for (int i = 0; i < NAMES; i++) {
                Op op = RegistryScene.register(WorkerKind.RESUMES, RestartPolicy.TRANSIENT, "group-" + node.index());
                pending.add(world.ask(node, "device-" + i, op, RegistryScene.TIMEOUT));
            }
        }

        world.cluster().thenConverges(SOON);
        Settled.await(world, SOON);

        assertThat(pending).allMatch(Pending::isOver);
        assertThat(pending)
                .extracting(Pending::outcome)
                .allMatch(outcome -> outcome instanceof Outcome.Registered
                        || outcome instanceof Outcome.Taken
                        || outcome instanceof Outcome.NoNode);
        long registered = pending.stream()
                .filter(each -> each.outcome() instanceof Outcome.Registered)
                .count();
        boolean noneAtAll = pending.stream().allMatch(each -> each.outcome() instanceof Outcome.NoNode);
        assertThat(registered > 0 || noneAtAll).isTrue();
        assertThat(world.cluster().node(0).names().count()).isLessThanOrEqualTo(NAMES);
    }
}
