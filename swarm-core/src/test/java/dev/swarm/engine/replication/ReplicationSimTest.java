package dev.swarm.engine.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.config.OverlayConfig;
import dev.swarm.engine.replication.ReplicaWorld.Life;
import dev.swarm.sim.SimTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** Random writes and removals while connections break, nodes crash and come back: afterwards all is as it must be. */
class ReplicationSimTest {

    private static final int KEYS = 40;

    @SimTest(seeds = 500)
    void afterFaultsAllAreEqualNothingIsLostAndNothingIsBack(long seed) {
        run(seed, 5, OverlayConfig.defaults());
    }

    @SimTest(seeds = 300)
    void theSameWithLogsThatForgetAtOnce(long seed) {
        run(seed, 5, forgetful(600));
    }

    @SimTest(seeds = 60)
    void theSameInAClusterThatForwards(long seed) {
        run(seed, 14, forgetful(6_000));
    }

    private static OverlayConfig forgetful(long logBytes) {
        OverlayConfig usual = OverlayConfig.defaults();
        return usual.withIntervals(usual.syncInterval(), Duration.ofSeconds(5))
                .withBounds(usual.maxValueBytes(), usual.maxBytes(), logBytes);
    }

    private static void run(long seed, int nodes, OverlayConfig config) {
        ReplicaWorld world = new ReplicaWorld(seed, config);
        ReplicaLedger ledger = new ReplicaLedger();
        for (int i = 0; i < nodes; i++) {
            world.start("n" + i);
        }
        join(world);
        SplittableRandom chance = world.chance();
        for (int i = 0; i < 300; i++) {
            fault(world, chance);
            for (int writes = chance.nextInt(6); writes > 0; writes--) {
                write(world, ledger, chance);
            }
            world.run(chance.nextInt(30));
        }
        while (world.lives().size() < nodes) {
            restart(world, nodes);
        }
        join(world);
        world.run(30_000);
        assertThat(world.areEqual())
                .as(
                        "equal states %s",
                        world.lives().stream()
                                .map(life -> life.id + " " + life.replication.mark() + " " + life.replication.known())
                                .toList())
                .isTrue();
        Set<String> keys = new TreeSet<>();
        for (int i = 0; i < KEYS; i++) {
            keys.add("k" + i);
        }
        world.lives().forEach(life -> ledger.check(life, keys));
        for (Life life : world.lives()) {
            ChangesFollowStates.check(life);
            assertThat(life.replication.load().logBytes()).isLessThanOrEqualTo(config.logBytes() + 1_000);
        }
    }

    private static void write(ReplicaWorld world, ReplicaLedger ledger, SplittableRandom chance) {
        List<Life> lives = world.lives();
        Life life = lives.get(chance.nextInt(lives.size()));
        String key = "k" + chance.nextInt(KEYS);
        if (chance.nextInt(3) == 0) {
            ledger.remove(world, life, key);
        } else {
            // one byte says that something is there, and no more: most are names like that
            ledger.put(world, life, key, chance.nextBoolean() ? "v" : "v" + chance.nextInt());
        }
    }

    private static void fault(ReplicaWorld world, SplittableRandom chance) {
        List<Life> lives = world.lives();
        Life one = lives.get(chance.nextInt(lives.size()));
        Life other = lives.get(chance.nextInt(lives.size()));
        switch (chance.nextInt(12)) {
            case 0, 1, 2 -> world.disconnect(one.id, other.id);
            case 3, 4, 5 -> world.connect(one.id, other.id);
            case 6 -> {
                if (lives.size() > 2 && chance.nextInt(4) == 0) {
                    world.crash(one);
                }
            }
            case 7 -> restart(world, 5);
            case 8 -> {
                if (chance.nextInt(4) == 0) {
                    halves(world, chance);
                }
            }
            default -> {
                // No fault in this round.
            }
        }
    }

    private static void restart(ReplicaWorld world, int nodes) {
        for (int i = 0; i < nodes; i++) {
            if (world.life("n" + i) == null) {
                Life life = world.start("n" + i);
                world.lives().forEach(other -> world.connect(life.id, other.id));
                return;
            }
        }
    }

    private static void halves(ReplicaWorld world, SplittableRandom chance) {
        List<Life> left = new ArrayList<>();
        List<Life> right = new ArrayList<>();
        world.lives().forEach(life -> (chance.nextBoolean() ? left : right).add(life));
        left.forEach(one -> right.forEach(other -> world.disconnect(one.id, other.id)));
    }

    /** Everybody with everybody, or in a greater cluster each with some. */
    private static void join(ReplicaWorld world) {
        List<Life> lives = world.lives();
        if (lives.size() <= 9) {
            world.connectAll();
            return;
        }
        for (int i = 0; i < lives.size(); i++) {
            for (int step : new int[] {1, 3, 5}) {
                world.connect(lives.get(i).id, lives.get((i + step) % lives.size()).id);
            }
        }
    }
}
