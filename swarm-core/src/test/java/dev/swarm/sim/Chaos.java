package dev.swarm.sim;

import dev.swarm.api.NodeAddress;
import dev.swarm.sim.net.LinkProfile;
import dev.swarm.sim.net.LinkRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/** Does harm to a cluster, one thing after the other, all by the seed's chance. What it does say its kinds. */
public abstract class Chaos {

    /** What is harmed. */
    protected final SimCluster cluster;

    /** Where all chance comes from. */
    protected final SplittableRandom chance;

    private final long longestGapMillis;

    /** Makes one that does something at least this often. */
    protected Chaos(SimCluster cluster, Duration longestGap) {
        this.cluster = cluster;
        this.chance = cluster.chance().split();
        this.longestGapMillis = longestGap.toMillis();
    }

    /** Does one thing. */
    protected abstract void act();

    /** Goes on for a time. Faults of the last moments are still there at the end. */
    public final void run(Duration time) {
        Duration end = cluster.elapsed().plus(time);
        while (cluster.elapsed().compareTo(end) < 0) {
            act();
            cluster.runFor(Duration.ofMillis(1 + chance.nextLong(longestGapMillis)));
        }
    }

    /** Draws a link that delays, loses, doubles and reorders. */
    protected final LinkProfile badProfile() {
        Duration late = Duration.ofMillis(1 + chance.nextInt(400));
        return LinkProfile.lan()
                .withJitter(Duration.ofMillis(1 + chance.nextInt(100)))
                .withLoss(chance.nextDouble() * 0.4)
                .withDuplication(chance.nextDouble() * 0.3)
                .withReordering(chance.nextDouble(), late);
    }

    /** Splits the network in two by chance. */
    protected final void split() {
        cluster.partition(
                cluster.nodes().stream().filter(node -> chance.nextBoolean()).toList());
    }

    /** Ends a node in one of three ways. */
    protected final void stop(SimNode node) {
        switch (chance.nextInt(3)) {
            case 0 -> node.crash();
            case 1 -> node.powerOff();
            default -> node.leave();
        }
    }

    /** Tells whether a node runs and does not stand still. */
    protected final boolean isUp(SimNode node) {
        return node.isRunning() && node.isResponsive();
    }

    /** Returns one of a kind, or none if there is none. */
    protected final List<SimNode> oneOf(Predicate<SimNode> kind) {
        List<SimNode> candidates = new ArrayList<>(cluster.nodes());
        candidates.removeIf(kind.negate());
        return candidates.isEmpty() ? List.of() : List.of(candidates.get(chance.nextInt(candidates.size())));
    }

    /** Returns the address of any node. */
    protected final NodeAddress any() {
        return cluster.node(chance.nextInt(cluster.nodes().size())).address();
    }

    /** Returns the rules of the links. */
    protected final LinkRules rules() {
        return cluster.network().rules();
    }
}
