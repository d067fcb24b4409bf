package dev.swarm.api;

import java.util.Objects;

/**
 * Name of a node, unique in its cluster. Ordered by its text, so that every node breaks a tie the same way.
 *
 * @param name 1 to 255 bytes of UTF-8, without control characters
 */
public record NodeId(String name) implements Comparable<NodeId> {

    /** Longest name in bytes of UTF-8. */
    public static final int MAX_BYTES = 255;

    private static final int ONE_BYTE_END = 0x80;
    private static final int TWO_BYTES_END = 0x800;
    private static final int SURROGATE_PAIR_BYTES = 4;

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
        if (utf8Length(name) > MAX_BYTES) {
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

    /** Ids are made for each message that is read, so this allocates nothing. */
    private static int utf8Length(String name) {
        int bytes = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isISOControl(c)) {
                throw new IllegalArgumentException("A node name must not hold control characters");
            }
            if (Character.isSurrogate(c)) {
                bytes += SURROGATE_PAIR_BYTES;
                i++;
                if (i == name.length() || !Character.isSurrogatePair(c, name.charAt(i))) {
                    throw new IllegalArgumentException("A node name must not hold half a surrogate pair");
                }
            } else {
                bytes += c < ONE_BYTE_END ? 1 : c < TWO_BYTES_END ? 2 : 3;
            }
        }
        return bytes;
    }
}
