package dev.swarm.sim.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.config.RegistryConfig;
import dev.swarm.api.config.RegistryConfig.Moves;
import dev.swarm.api.config.RegistryConfig.Restarts;
import dev.swarm.api.config.RegistryConfig.Strategy;
import dev.swarm.sim.SimSettings;
import dev.swarm.sim.SimTest;
import java.time.Duration;

/**
 * With a quorum no two lives of a name are ever valid at one moment of true time, whatever fails, with clocks that run
 * up to 1 % too fast or too slow; and when faults end each name lives once, at its place, by itself.
 */
class QuorumRegistrySimTest {

    private static final int ONE_PERCENT = 10_000;
    private static final Duration CHAOS = Duration.ofSeconds(40);
    private static final Duration CONVERGENCE = Duration.ofMinutes(3);
    private static final Duration SETTLING = Duration.ofMinutes(1);
    private static final int NAMES = 100;

    /** How many of how many are a quorum. */
    private static final int[][] SIZES = {{4, 7}, {2, 3}, {4, 7}, {3, 5}};

    @SimTest(seeds = 500)
    void neverTwoLivesAreValidAndEachNameLivesInTheEnd(long seed) {
        int[] size = SIZES[(int) (seed % SIZES.length)];
        Duration lease = Duration.ofMillis(seed % 3 == 0 ? 1_000 : 3_000);
        RegistryWorld world = RegistryWorld.of(seed, settings(size[1], size[0], lease));
        world.cluster().startAllAndConverge(CONVERGENCE);
        world.cluster().runFor(lease.multipliedBy(3));
        Workload load = new Workload(world, NAMES);
        load.registerLasting();
        RegistryChaos chaos = new RegistryChaos(world, load, seed % 5 == 0);

        chaos.run(CHAOS);

        chaos.end();
        world.cluster().thenConverges(CONVERGENCE);
        Settled.awaitAll(world, load.lasting(), SETTLING);
        load.checkLasting();
        assertThat(world.cluster().node(0).names().count())
                .isGreaterThanOrEqualTo(load.lasting().size());
    }

    private static SimSettings settings(int nodes, int quorum, Duration lease) {
        RegistryConfig usual = RegistryConfig.defaults().with(new Strategy(Strategy.STATIC_QUORUM, quorum, lease));
        Moves moves = new Moves(64, Duration.ofMillis(200), Duration.ofSeconds(2), Duration.ofSeconds(5));
        Restarts restarts = new Restarts(1_000, Duration.ofMinutes(1), Duration.ofMillis(50), Duration.ofSeconds(1));
        SimSettings base = SimSettings.of(nodes)
                .with(SimSettings.Naming.of(usual.with(moves).with(restarts)));
        SimSettings.Clocks clocks = base.clocks();
        return base.with(new SimSettings.Clocks(clocks.skewMax(), clocks.latenessMax(), ONE_PERCENT));
    }
}
