package dev.swarm.api;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A marked place that all nodes see. Adding and removing at the same time keeps it; two of one id are one.
 *
 * @param id its name, not empty
 * @param position where it is
 * @param label text for people, may be empty
 * @param attributes free keys and values, in the order of their keys
 * @param createdBy the node that added it; {@code null} before it is added
 * @param createdAt when it was added, by that node's wall clock; {@code null} before it is added
 */
public record Waypoint(
        String id,
        Position position,
        String label,
        Map<String, String> attributes,
        @Nullable NodeId createdBy,
        @Nullable Instant createdAt) {

    /**
     * Takes an unmodifiable copy of the attributes.
     *
     * @throws IllegalArgumentException if the id is empty
     */
    public Waypoint {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("A waypoint's id must not be empty");
        }
        attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
    }

    /** Returns a waypoint to add. */
    public static Waypoint of(String id, Position position, String label) {
        return new Waypoint(id, position, label, Map.of(), null, null);
    }
}
