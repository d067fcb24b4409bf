package dev.swarm.engine.wire;

import dev.swarm.api.Role;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a node of ours tells about itself in the metadata of its {@link Message.Alive} (design section 5.3).
 *
 * @param dataPlane version range of our data plane
 * @param startedAtMillis start stamp for seniority, milliseconds since 1970
 * @param role role the node was started with or given
 * @param service name of the service it belongs to
 * @param webAddress base address of its web server, {@code null} without one
 * @param tags free keys and values
 */
public record NodeMeta(
        VersionRange dataPlane,
        long startedAtMillis,
        Role role,
        String service,
        @Nullable String webAddress,
        SortedMap<String, String> tags) {

    /** Most bytes of the encoded form. */
    public static final int MAX_BYTES = 512;

    /**
     * Lowest and highest version of our data plane a node speaks.
     *
     * @param min lowest, 1 upwards
     * @param max highest
     */
    public record VersionRange(int min, int max) {}

    public NodeMeta {
        tags = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }

    /** STUB */
    public Bytes encode() {
        throw new IllegalArgumentException("stub");
    }

    /** STUB */
    public static Optional<NodeMeta> decode(@Nullable Bytes meta) {
        return Optional.empty();
    }
}
