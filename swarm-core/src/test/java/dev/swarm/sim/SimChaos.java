package dev.swarm.sim;

import java.time.Duration;

/**
 * Does to a cluster what the world does, one thing after the other, all by the seed's chance. Node 0 is never
 * stopped, so that there is always somebody to join, but it is paused and cut off as all others are.
 */
final class SimChaos extends Chaos {

    private static final Duration LONGEST_GAP = Duration.ofSeconds(4);

    SimChaos(SimCluster cluster) {
        super(cluster, LONGEST_GAP);
    }

    @Override
    protected void act() {
        switch (chance.nextInt(12)) {
            case 0 -> rules().setStandard(badProfile());
            case 1 -> split();
            case 2 -> rules().cutOneWay(any(), any());
            case 3 -> rules().override(any(), any(), badProfile());
            case 4, 5 -> cluster.heal();
            case 6 -> oneOf(this::mayStop).forEach(this::stop);
            case 7, 8 -> oneOf(node -> !node.isRunning()).forEach(this::startAgain);
            case 9 -> oneOf(this::isUp).forEach(this::standStill);
            case 10 -> oneOf(node -> node.isRunning() && !node.isResponsive()).forEach(SimNode::resume);
            default -> oneOf(SimNode::isRunning).forEach(node -> node.skewClock(chance.nextLong(-5_000, 5_001)));
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
}
