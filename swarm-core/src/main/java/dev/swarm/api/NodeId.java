package dev.swarm.api;

import dev.swarm.crdt.Utf8;
import java.util.Objects;

/**
 * Name of a node, unique in its cluster. Ordered by its text, so that every node breaks a tie the same way.
 *
 * @param name 1 to 255 bytes of UTF-8, without control characters
 */
public record NodeId(String name) implements Comparable<NodeId> {

    /** Longest name in bytes of UTF-8. */
    public static final int MAX_BYTES = 255;

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if the name is empty, too long, or holds a control character or half a
     *     surrogate pair
     */
    public NodeId {
        Objects.requireNonNull(name, "name");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("A node name must not be empty");
        }
        if (Utf8.hasControl(name)) {
            throw new IllegalArgumentException("A node name must not hold control characters");
        }
        if (Utf8.length(name) > MAX_BYTES) {
            throw new IllegalArgumentException("A node name may have at most " + MAX_BYTES + " bytes: " + name);
        }
    }

    /** Returns the id for a name; the same as the constructor, and reads better at a call. */
    public static NodeId of(String name) {
        return new NodeId(name);
    }

    @Override
    public int compareTo(NodeId other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
