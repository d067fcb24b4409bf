package dev.swarm.api;

import java.util.List;

/**
 * Who is in the cluster and what they do. Reads the last published {@link ClusterView}: no lock, no waiting, any
 * thread.
 */
public interface SwarmTopology {

    /** Returns this node. */
    Member self();

    /** Returns the role of this node. */
    default Role role() {
        return self().role();
    }

    /** Returns all members that count as here, this node included, sorted by name. */
    List<Member> nodes();

    /** Returns how many members count as here, this node included; never below 1. */
    default int nodeCount() {
        return nodes().size();
    }
}
