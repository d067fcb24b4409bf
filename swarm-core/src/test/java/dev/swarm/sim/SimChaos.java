package dev.swarm.sim;

import dev.swarm.api.NodeAddress;
import dev.swarm.sim.net.LinkProfile;
import dev.swarm.sim.net.LinkRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * Does to a cluster what the world does, one thing after the other, all by the seed's chance. Node 0 is never
 * stopped, so that there is always somebody to join, but it is paused and cut off as all others are.
 */
final class SimChaos {

    private static final long LONGEST_GAP_MILLIS = 4_000;

    private final SimCluster cluster;
    private final SplittableRandom chance;

    SimChaos(SimCluster cluster) {
        this.cluster = cluster;
        this.chance = cluster.chance().split();
    }

    /** Goes on for a time. Faults of the last moments are still there at the end. */
    void run(Duration time) {
        Duration end = cluster.elapsed().plus(time);
        while (cluster.elapsed().compareTo(end) < 0) {
            act();
            cluster.runFor(Duration.ofMillis(1 + chance.nextLong(LONGEST_GAP_MILLIS)));
        }
    }

    private void act() {
        switch (chance.nextInt(12)) {
            case 0 -> linksBecome(badProfile());
            case 1 -> split();
            case 2 -> rules().cutOneWay(any(), any());
            case 3 -> rules().override(any(), any(), badProfile());
            case 4, 5 -> cluster.heal();
            case 6 -> oneOf(this::mayStop).forEach(this::stop);
            case 7, 8 -> oneOf(node -> !node.isRunning()).forEach(this::startAgain);
            case 9 -> oneOf(this::isUp).forEach(node -> standStill(node));
            case 10 -> oneOf(node -> node.isRunning() && !node.isResponsive()).forEach(SimNode::resume);
            default -> oneOf(SimNode::isRunning).forEach(node -> node.skewClock(chance.nextLong(-5_000, 5_001)));
        }
    }

    private void linksBecome(LinkProfile profile) {
        rules().setStandard(profile);
    }

    private LinkProfile badProfile() {
        Duration late = Duration.ofMillis(1 + chance.nextInt(400));
        return LinkProfile.lan()
                .withJitter(Duration.ofMillis(1 + chance.nextInt(100)))
                .withLoss(chance.nextDouble() * 0.4)
                .withDuplication(chance.nextDouble() * 0.3)
                .withReordering(chance.nextDouble(), late);
    }

    private void split() {
        List<SimNode> side =
                cluster.nodes().stream().filter(node -> chance.nextBoolean()).toList();
        cluster.partition(side);
    }

    private void stop(SimNode node) {
        switch (chance.nextInt(3)) {
            case 0 -> node.crash();
            case 1 -> node.powerOff();
            default -> node.leave();
        }
    }

    private void startAgain(SimNode node) {
        if (chance.nextInt(4) == 0) {
            node.moveTo(cluster.freshAddress());
        }
        cluster.start(node.index());
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

    private boolean isUp(SimNode node) {
        return node.isRunning() && node.isResponsive();
    }

    private List<SimNode> oneOf(Predicate<SimNode> kind) {
        List<SimNode> candidates = new ArrayList<>(cluster.nodes());
        candidates.removeIf(kind.negate());
        return candidates.isEmpty() ? List.of() : List.of(candidates.get(chance.nextInt(candidates.size())));
    }

    private NodeAddress any() {
        return cluster.node(chance.nextInt(cluster.nodes().size())).address();
    }

    private LinkRules rules() {
        return cluster.network().rules();
    }
}
