package dev.swarm.sim.plane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.config.PlaneConfig;
import dev.swarm.api.config.PlaneConfig.Trust;
import dev.swarm.engine.plane.SendResult;
import dev.swarm.engine.step.Lane;
import dev.swarm.sim.SimTest;
import dev.swarm.sim.net.LinkProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Data planes under every fault there is; what {@link PlaneNode} holds in each call, and what must hold afterwards. */
class PlaneSimTest {

    private static final int MESH = 9;
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(5);

    /** Beyond the mesh only one side may need a connection; the other's goodbye is repeated ever more seldom by TCP. */
    private static final Duration TCP_TIME = Duration.ofSeconds(40);

    @SimTest(seeds = 200)
    void whoeverDialsEachOtherAtOnceSettlesOnOneConnection(long seed) {
        PlaneWorld world = new PlaneWorld(seed, trusting(seed));
        world.startAll(2 + (int) (seed % 7));

        world.runFor(LONG_ENOUGH);

        int others = world.nodes().size() - 1;
        assertThat(world.isLinked(others)).as(world.describe()).isTrue();
        world.nodes().forEach(node -> {
            assertThat(node.plane.load().standing()).isEqualTo(others);
            assertThat(node.socket.openStreams()).isEqualTo(others);
        });
    }

    @SimTest(seeds = 200)
    void whateverHappenedNeighboursAreConnectedFiveSecondsAfterwards(long seed) {
        int count = 3 + (int) (seed % 12);
        PlaneWorld world = new PlaneWorld(seed, trusting(seed));
        world.startAll(count);
        for (int i = 0; i < 60; i++) {
            harm(world, count);
            for (int j = world.chance().nextInt(6); j > 0; j--) {
                world.chat();
                world.runFor(Duration.ofMillis(1 + world.chance().nextInt(200)));
            }
        }
        world.heal();
        world.startAll(count);

        world.runFor(LONG_ENOUGH);

        int least = count <= MESH ? count - 1 : 6;
        assertThat(world.nodes())
                .as(world.describe())
                .allMatch(node -> node.plane.connected().size() >= least);
        world.runFor(count <= MESH ? Duration.ZERO : TCP_TIME);
        assertThat(world.isLinked(least)).as(world.describe()).isTrue();
        everyMessageArrives(world);
    }

    private static void everyMessageArrives(PlaneWorld world) {
        world.runFor(Duration.ofSeconds(20));
        long before = world.nodes().stream().mapToLong(node -> node.received).sum();
        int[] queued = {0};
        for (PlaneNode node : List.copyOf(world.nodes())) {
            node.step(now -> node.plane.connected().forEach(peer -> {
                for (Lane lane : Lane.values()) {
                    queued[0] += node.send(peer, lane, 20_000) == SendResult.QUEUED ? 1 : 0;
                }
            }));
        }
        world.runFor(Duration.ofSeconds(5));
        long after = world.nodes().stream().mapToLong(node -> node.received).sum();
        assertThat(after - before).isEqualTo(queued[0]);
        assertThat(world.nodes()).allMatch(node -> node.plane.load().queuedBytes() == 0);
    }

    private static void harm(PlaneWorld world, int count) {
        int victim = world.chance().nextInt(count);
        switch (world.chance().nextInt(10)) {
            case 0 -> {
                if (world.nodes().size() > 2) {
                    world.crash(victim);
                }
            }
            case 1, 2 -> world.startAll(count);
            case 3, 4, 5 -> world.any().socket.breakOne(world.chance());
            case 6 -> world.network().rules().setStandard(LinkProfile.lan().withLoss(0.2));
            case 7 -> split(world);
            default -> world.heal();
        }
    }

    private static void split(PlaneWorld world) {
        List<PlaneNode> side = new ArrayList<>(world.nodes());
        side.removeIf(node -> world.chance().nextBoolean());
        world.network()
                .rules()
                .partition(
                        List.of(side.stream().map(node -> node.self.address()).toList()));
    }

    private static PlaneConfig trusting(long seed) {
        return PlaneConfig.defaults().with(seed % 2 == 0 ? Trust.PLAIN : Trust.FINGERPRINT);
    }
}
