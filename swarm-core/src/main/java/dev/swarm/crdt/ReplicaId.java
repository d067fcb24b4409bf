package dev.swarm.crdt;

import java.util.Comparator;

/**
 * One life of a node. A process that restarts under the same name is another replica: it has forgotten which
 * {@linkplain Dot dots} it issued, and a dot issued twice makes new elements look as if they had been removed long ago.
 * So each start takes a new session number, which the shell mixes from the start time in milliseconds and random bits,
 * and no dot is ever issued twice. What an earlier life wrote stays valid.
 *
 * <p>Ordered by name, then session.
 *
 * @param node name of the node, 1 to {@link #MAX_NODE_BYTES} bytes of UTF-8 without control characters
 * @param session number of this life, unique among all lives of the node
 */
public record ReplicaId(String node, long session) implements Comparable<ReplicaId> {

    /** Longest name in bytes of UTF-8. */
    public static final int MAX_NODE_BYTES = 255;

    private static final Comparator<ReplicaId> ORDER =
            Comparator.comparing(ReplicaId::node).thenComparingLong(ReplicaId::session);

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if it is empty, too long, or holds a control character or half a surrogate pair
     */
    public ReplicaId {
        if (node.isEmpty() || Utf8.length(node) > MAX_NODE_BYTES) {
            throw new IllegalArgumentException(
                    "The node of a replica has 1 to " + MAX_NODE_BYTES + " bytes, unlike '" + node + "'");
        }
        if (Utf8.hasControl(node)) {
            throw new IllegalArgumentException("The node of a replica holds no control characters");
        }
    }

    @Override
    public int compareTo(ReplicaId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return node + "#" + Long.toHexString(session);
    }
}
