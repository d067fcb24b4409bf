package dev.swarm;

import dev.swarm.api.NodeAddress;
import java.util.Collection;
import java.util.Set;

/**
 * Which other nodes a node shall not reach, to show or test what a cluster does when its network is split. For
 * demonstrations and tests only: give it to {@link SwarmBuilder#faults}, without which a node has none. A split is cut
 * on both sides: each node names all nodes of the other one. Any thread may call any method; a change holds at once.
 */
public final class FaultPlan {

    private volatile Set<NodeAddress> cut = Set.of();

    /** Makes one that cuts off nobody. */
    public FaultPlan() {}

    /** Cuts off exactly the nodes with these addresses, until the next call. */
    public void cut(Collection<NodeAddress> addresses) {
        cut = Set.copyOf(addresses);
    }

    /** Cuts off nobody any more. */
    public void heal() {
        cut = Set.of();
    }

    /** Tells whether the node at an address is cut off. */
    public boolean isCut(NodeAddress address) {
        return cut.contains(address);
    }

    /** Returns the addresses that are cut off. */
    public Set<NodeAddress> cut() {
        return cut;
    }
}
