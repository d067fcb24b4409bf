package dev.swarm.engine.registry.tenure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarm.api.config.RegistryConfig;
import dev.swarm.api.config.RegistryConfig.Strategy;
import dev.swarm.engine.registry.tenure.TenureWorld.Site;
import dev.swarm.sim.SimTest;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/**
 * Several nodes that want partitions while processes crash, start again and stand still, the network parts, loses,
 * doubles and reorders, clocks run wrong and views differ: at no instant two own one partition, and tokens rise. Once
 * faults have stopped, whoever wants a partition has it within two leases.
 */
class TenureSimTest {

    private static final int FAULTS = 30;

    @SimTest(seeds = 300)
    void sevenNodesNeverOwnTheSame(long seed) {
        TenureChaos chaos = new TenureChaos(new TenureWorld(seed, 7, terms(4), false), true);
        chaos.run(FAULTS);
        chaos.calm(3);
        chaos.expectAllOwned();
    }

    @SimTest(seeds = 300)
    void threeNodesNeverOwnTheSame(long seed) {
        TenureChaos chaos = new TenureChaos(new TenureWorld(seed, 3, terms(2), false), true);
        chaos.run(FAULTS);
        chaos.calm(1);
        chaos.expectAllOwned();
    }

    @SimTest(seeds = 300)
    void tokensRiseWhateverWallClocksShow(long seed) {
        TenureWorld world = new TenureWorld(seed, 5, terms(3), true);
        TenureChaos chaos = new TenureChaos(world, false);
        chaos.run(FAULTS);
        chaos.calm(0);
        chaos.expectAllOwned();
        assertThat(world.records.handedOut()).isGreaterThan(100);
    }

    @SimTest(seeds = 100)
    void tokensRiseWhileOneAfterTheOtherStartsAgain(long seed) {
        TenureWorld world = new TenureWorld(seed, seed % 2 == 0 ? 3 : 5, terms(seed % 2 == 0 ? 2 : 3), true);
        TenureChaos chaos = new TenureChaos(world, false);
        world.sites.forEach(Site::start);
        chaos.seeTheTruth();
        for (int i = 0; i < 10; i++) {
            world.run(2 * world.terms.leaseNanos());
            Site site = world.sites.get(i % world.sites.size());
            site.crash();
            chaos.seeTheTruth();
            world.run(world.chance.nextLong(2 * world.terms.leaseNanos()));
            site.start();
            chaos.seeTheTruth();
        }
        chaos.expectAllOwned();
    }

    @Test
    void aGranterThatForgetsWithoutSilenceIsFound() {
        Terms terms = terms(2);
        Terms rash = new Terms(16, 2, terms.leaseNanos(), terms.grantNanos(), terms.promiseNanos(), 0);
        assertFinds("own", seed -> new TenureChaos(new TenureWorld(seed, 3, rash, false), true).run(FAULTS));
    }

    @Test
    void promisesShorterThanTheirUseAreFound() {
        Terms terms = terms(2);
        Terms shorter = new Terms(
                16, 2, terms.leaseNanos(), terms.grantNanos(), terms.grantNanos() * 9 / 10, terms.silenceNanos());
        assertFinds("own", seed -> new TenureChaos(new TenureWorld(seed, 3, shorter, false), false).run(FAULTS));
    }

    @Test
    void aQuorumOfLessThanHalfIsFound() {
        assertFinds("own", seed -> new TenureChaos(new TenureWorld(seed, 7, terms(3), false), false).run(FAULTS));
    }

    @Test
    void aRegistryThatIgnoresFloorsIsFound() {
        assertFinds("hands out", seed -> {
            TenureWorld world = new TenureWorld(seed, 3, terms(2), true);
            world.ignoresFloors = true;
            new TenureChaos(world, false).run(FAULTS);
        });
    }

    private static void assertFinds(String what, LongConsumer run) {
        assertThatThrownBy(() -> {
                    for (long seed = 1; seed <= 50; seed++) {
                        run.accept(seed);
                    }
                })
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(what);
    }

    static Terms terms(int quorum) {
        return Terms.of(RegistryConfig.defaults().with(100, 16).with(Strategy.staticQuorum(quorum)));
    }
}
