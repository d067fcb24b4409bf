package dev.swarm.sim.registry;

import dev.swarm.sim.Chaos;
import dev.swarm.sim.SimNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Does to a registry what the world does, one thing after the other, while users go on. Node 0 never ends, so that what
 * was known before is known after. A calm one leaves the network as it is, and nobody stands still.
 */
final class RegistryChaos extends Chaos {

    private static final Duration LONGEST_GAP = Duration.ofSeconds(2);
    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final int DEEDS = 12;

    private final RegistryWorld world;
    private final Workload load;
    private final boolean isCalm;
    private final Map<SimWorkers, RegistryWorld.Pending> leaving = new HashMap<>();

    RegistryChaos(RegistryWorld world, Workload load, boolean isCalm) {
        super(world.cluster(), LONGEST_GAP);
        this.world = world;
        this.load = load;
        this.isCalm = isCalm;
    }

    @Override
    protected void act() {
        for (int i = 0; i < DEEDS; i++) {
            load.act();
        }
        leaveWhoIsDrained();
        if (isCalm) {
            harmNodes();
        } else if (chance.nextBoolean()) {
            harmNetwork();
        } else {
            harmNodes();
        }
    }

    /** Ends all faults, and whatever users have asked nodes for. */
    void end() {
        leaving.clear();
        cluster.heal();
        cluster.nodes().stream().filter(node -> !node.isResponsive()).forEach(SimNode::resume);
        cluster.runUntil(
                "who leaves is gone",
                () -> cluster.nodes().stream().noneMatch(node -> node.isRunning() && !node.isStaying()),
                Duration.ofMinutes(1));
        cluster.startAll();
        cluster.nodes()
                .forEach(node -> node.registry((now, registry) -> {
                    registry.undrain(now);
                    registry.pause(now, false);
                }));
    }

    private void harmNetwork() {
        switch (chance.nextInt(10)) {
            case 0 -> rules().setStandard(badProfile());
            case 1, 2 -> split();
            case 3 -> rules().cutOneWay(any(), any());
            case 4 -> rules().override(any(), any(), badProfile());
            case 5, 6 -> oneOf(this::isUp).forEach(this::standStill);
            case 7 -> oneOf(node -> node.isRunning() && !node.isResponsive()).forEach(SimNode::resume);
            default -> cluster.heal();
        }
    }

    private void harmNodes() {
        switch (chance.nextInt(10)) {
            case 0, 1, 2 -> oneOf(this::mayStop).forEach(this::endOne);
            case 3, 4, 5 -> oneOf(node -> !node.isRunning()).forEach(node -> cluster.start(node.index()));
            case 6 -> oneOf(this::mayStop).forEach(node -> world.drain(node, DRAIN));
            case 7 -> oneOf(this::isUp).forEach(node -> node.registry((now, registry) -> registry.undrain(now)));
            case 8 -> {
                boolean paused = chance.nextBoolean();
                oneOf(this::isUp).forEach(node -> node.registry((now, registry) -> registry.pause(now, paused)));
            }
            default -> load.crashOne();
        }
    }

    private void endOne(SimNode node) {
        switch (chance.nextInt(4)) {
            case 0 -> node.crash();
            case 1 -> node.powerOff();
            case 2 -> node.leave();
            default -> leaving.put(world.workers(node), world.drain(node, DRAIN));
        }
    }

    private void leaveWhoIsDrained() {
        leaving.entrySet().removeIf(entry -> {
            SimWorkers workers = entry.getKey();
            if (workers.isEnded() || !workers.node().isStaying()) {
                return true;
            }
            boolean leaves = entry.getValue().isOver() && workers.node().isResponsive();
            if (leaves) {
                workers.node().leave();
            }
            return leaves;
        });
    }

    private void standStill(SimNode node) {
        if (chance.nextBoolean()) {
            node.pause();
        } else {
            node.block();
        }
    }

    private boolean mayStop(SimNode node) {
        return node.index() != 0 && isUp(node) && node.isStaying();
    }
}
