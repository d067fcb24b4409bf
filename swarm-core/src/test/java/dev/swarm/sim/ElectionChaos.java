package dev.swarm.sim;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Does to a cluster what hurts elections most, one thing after the other, all by the seed's chance: often to whoever
 * commands, and with pauses, cuts and promotions about as long as a lease.
 */
final class ElectionChaos extends Chaos {

    private static final List<Role> GIVEN = List.of(Role.WINGMATE, Role.WINGMATE, Role.OBSERVER, Role.RELAY);

    private final boolean choosesCommanders;

    ElectionChaos(SimCluster cluster, Duration lease, boolean choosesCommanders) {
        super(cluster, lease);
        this.choosesCommanders = choosesCommanders;
    }

    /** Starts a node that is told of all others. */
    static void start(SimCluster cluster, SimNode node) {
        List<NodeAddress> others =
                cluster.nodes().stream().map(SimNode::address).toList();
        node.start(others.stream()
                .filter(address -> !address.equals(node.address()))
                .toList());
    }

    @Override
    protected void act() {
        switch (chance.nextInt(16)) {
            case 0 -> rules().setStandard(badProfile());
            case 1, 2 -> split();
            case 3 -> rules().cutOneWay(any(), any());
            case 4 -> rules().cutOneWay(commanderOrAny().address(), any());
            case 5, 6, 7 -> cluster.heal();
            case 8 -> mayStop(commanderOrAny());
            case 9, 10, 11 -> oneOf(node -> !node.isRunning()).forEach(node -> start(cluster, node));
            case 12 -> standStill(commanderOrAny());
            case 13, 14 ->
                oneOf(node -> node.isRunning() && !node.isResponsive()).forEach(SimNode::resume);
            default -> promote();
        }
    }

    private void mayStop(SimNode node) {
        if (isUp(node) && node.isStaying()) {
            stop(node);
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
}
