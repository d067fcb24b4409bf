package dev.swarm.sim.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.config.RegistryConfig;
import dev.swarm.api.config.RegistryConfig.Moves;
import dev.swarm.api.config.RegistryConfig.Restarts;
import dev.swarm.api.registry.StopMode;
import dev.swarm.api.registry.WorkerRef;
import dev.swarm.engine.wire.registry.Op;
import dev.swarm.sim.SimNode;
import dev.swarm.sim.SimSettings;
import dev.swarm.sim.SimTest;
import java.time.Duration;
import java.util.List;

/**
 * Names and workers while anything may fail; then, when faults end: exactly one life of each name, at its place, known
 * to all; nothing lost that was acknowledged, nothing left over.
 */
class RegistrySimTest {

    private static final int NODES = 7;
    private static final int FEW = 200;
    private static final int MANY = 2_000;
    private static final int SELDOM = 20;
    private static final Duration CHAOS = Duration.ofSeconds(30);
    private static final Duration CONVERGENCE = Duration.ofMinutes(3);
    private static final Duration SETTLING = Duration.ofMinutes(1);

    @SimTest(seeds = 500)
    void eachNameLivesOnceAtItsPlaceWhenFaultsEnd(long seed) {
        int names = seed % SELDOM == 0 ? MANY : FEW;
        RegistryWorld world = RegistryWorld.of(seed, settings());
        world.cluster().startAllAndConverge(CONVERGENCE);
        world.openingWithin(Duration.ofSeconds(1));
        Workload load = new Workload(world, names);
        load.registerLasting();
        RegistryChaos chaos = new RegistryChaos(world, load, seed % 3 == 0);

        chaos.run(CHAOS);

        chaos.end();
        world.cluster().thenConverges(CONVERGENCE);
        Settled.awaitAll(world, load.lasting(), SETTLING);
        load.checkLasting();
        stopAll(world);
        Settled.await(world, SETTLING);
        assertThat(world.running()).allSatisfy(workers -> {
            assertThat(workers.node().names().registered("")).isEmpty();
            assertThat(workers.node().names().groups()).isEmpty();
            assertThat(workers.copies()).noneMatch(SimCopy::isNamed);
        });
    }

    private static void stopAll(RegistryWorld world) {
        SimNode by = world.cluster().node(1);
        List<WorkerRef> names = by.names().registered("");
        names.forEach(ref -> world.ask(by, ref.name(), new Op.Stop(StopMode.GRACEFUL, 0), Duration.ofSeconds(20)));
    }

    private static SimSettings settings() {
        RegistryConfig usual = RegistryConfig.defaults();
        Moves moves = new Moves(64, Duration.ofMillis(200), Duration.ofSeconds(2), Duration.ofSeconds(5));
        Restarts restarts = new Restarts(1_000, Duration.ofMinutes(1), Duration.ofMillis(50), Duration.ofSeconds(1));
        return SimSettings.of(NODES)
                .with(SimSettings.Naming.of(usual.with(moves).with(restarts)));
    }
}
