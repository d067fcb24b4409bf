package dev.swarm.engine.registry;

import dev.swarm.api.NodeId;
import dev.swarm.api.registry.WorkerRef;
import java.util.HashMap;
import java.util.Map;

/** How many names live on which node. */
final class Census {

    private static final int MANAGED = 0;
    private static final int LOCAL = 1;

    private final Map<NodeId, int[]> counts = new HashMap<>();
    private long version;

    /** Counts a name in, or out. */
    void count(WorkerRef ref, int by) {
        count(ref.node(), ref.isManaged() ? MANAGED : LOCAL, by);
    }

    /** Counts local names of a node in. */
    void countLocals(NodeId node, int by) {
        count(node, LOCAL, by);
    }

    private void count(NodeId node, int kind, int by) {
        counts.computeIfAbsent(node, unused -> new int[LOCAL + 1])[kind] += by;
        version++;
    }

    int managed(NodeId node) {
        return at(node, MANAGED);
    }

    int local(NodeId node) {
        return at(node, LOCAL);
    }

    /** Returns another number whenever something else is counted. */
    long version() {
        return version;
    }

    private int at(NodeId node, int kind) {
        int[] found = counts.get(node);
        return found == null ? 0 : found[kind];
    }
}
