package dev.swarm.sim;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.Role;
import dev.swarm.sim.net.LinkProfile;
import dev.swarm.sim.net.LinkRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * Does to a cluster what hurts elections most, one thing after the other, all by the seed's chance: often to whoever
 * commands, and with pauses, cuts and promotions about as long as a lease.
 */
final class ElectionChaos {

    private static final List<Role> GIVEN = List.of(Role.WINGMATE, Role.WINGMATE, Role.OBSERVER, Role.RELAY);

    private final SimCluster cluster;
    private final SplittableRandom chance;
    private final boolean choosesCommanders;
    private final long longestGapMillis;

    ElectionChaos(SimCluster cluster, Duration lease, boolean choosesCommanders) {
        this.cluster = cluster;
        this.chance = cluster.chance().split();
        this.choosesCommanders = choosesCommanders;
        this.longestGapMillis = lease.toMillis();
    }

    /** Goes on for a time. Faults of the last moments are still there at the end. */
    void run(Duration time) {
        Duration end = cluster.elapsed().plus(time);
        while (cluster.elapsed().compareTo(end) < 0) {
            act();
            cluster.runFor(Duration.ofMillis(1 + chance.nextLong(longestGapMillis)));
        }
    }

    /** Starts a node that is told of all others. */
    static void start(SimCluster cluster, SimNode node) {
        List<NodeAddress> others =
                cluster.nodes().stream().map(SimNode::address).toList();
        node.start(others.stream()
                .filter(address -> !address.equals(node.address()))
                .toList());
    }

    private void act() {
        switch (chance.nextInt(16)) {
            case 0 -> rules().setStandard(badProfile());
            case 1, 2 -> split();
            case 3 -> rules().cutOneWay(any(), any());
            case 4 -> rules().cutOneWay(commanderOrAny().address(), any());
            case 5, 6, 7 -> cluster.heal();
            case 8 -> stop(commanderOrAny());
            case 9, 10, 11 -> oneOf(node -> !node.isRunning()).forEach(node -> start(cluster, node));
            case 12 -> standStill(commanderOrAny());
            case 13, 14 ->
                oneOf(node -> node.isRunning() && !node.isResponsive()).forEach(SimNode::resume);
            default -> promote();
        }
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
        cluster.partition(
                cluster.nodes().stream().filter(node -> chance.nextBoolean()).toList());
    }

    private void stop(SimNode node) {
        if (isUp(node) && node.isStaying()) {
            switch (chance.nextInt(3)) {
                case 0 -> node.crash();
                case 1 -> node.powerOff();
                default -> node.leave();
            }
        }
    }

    private void standStill(SimNode node) {
        if (isUp(node)) {
            if (chance.nextInt(3) == 0) {
                node.block();
            } else {
                node.pause();
            }
        }
    }

    private void promote() {
        for (SimNode by : oneOf(node -> isUp(node) && node.isStaying())) {
            List<SimNode> known = new ArrayList<>(cluster.nodes());
            known.removeIf(node -> by.view()
                    .member(node.id())
                    .filter(member -> member.status().isLive())
                    .isEmpty());
            SimNode whom = known.get(chance.nextInt(known.size()));
            boolean commands = choosesCommanders && chance.nextInt(3) == 0;
            by.promote(whom.id(), commands ? Role.COMMANDER : GIVEN.get(chance.nextInt(GIVEN.size())));
        }
    }

    private SimNode commanderOrAny() {
        List<SimNode> commanding = oneOf(CommandWatch::isCommanding);
        return commanding.isEmpty() || chance.nextInt(3) == 0
                ? cluster.node(chance.nextInt(cluster.nodes().size()))
                : commanding.get(0);
    }

    private static boolean isUp(SimNode node) {
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
