package dev.swarm.engine.registry;

import dev.swarm.api.NodeId;
import dev.swarm.api.registry.WorkerRef;
import java.util.HashMap;
import java.util.Map;

/** How many names live on which node. */
final class Census {

    private final Map<NodeId, int[]> counts = new HashMap<>();
    private long version;

    /** Counts a name in, or out. */
    void count(WorkerRef ref, int by) {
        counts.computeIfAbsent(ref.node(), node -> new int[2])[ref.isManaged() ? 0 : 1] += by;
        version++;
    }

    int managed(NodeId node) {
        return at(node, 0);
    }

    int local(NodeId node) {
        return at(node, 1);
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
