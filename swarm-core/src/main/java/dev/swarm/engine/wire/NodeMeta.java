package dev.swarm.engine.wire;

import dev.swarm.api.Role;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a node of ours tells about itself in the metadata of its {@link Message.Alive} (design section 5.3). Immutable.
 *
 * @param dataPlane version range of our data plane
 * @param startedAtMillis start stamp for seniority, milliseconds since 1970, not negative
 * @param role role the node was started with or given
 * @param service name of the service it belongs to
 * @param webAddress base address of its web server, {@code null} without one
 * @param tags free keys and values
 * @param fingerprint SHA-256 of the certificate that the node proves itself by on connections of the data plane, 32
 *     bytes; {@code null} without one
 */
public record NodeMeta(
        VersionRange dataPlane,
        long startedAtMillis,
        Role role,
        String service,
        @Nullable String webAddress,
        SortedMap<String, String> tags,
        @Nullable Bytes fingerprint) {

    /** Most bytes of the encoded form. */
    public static final int MAX_BYTES = 512;

    /** Bytes of a fingerprint. */
    public static final int FINGERPRINT_BYTES = 32;

    /**
     * Takes an unmodifiable copy of the tags.
     *
     * @throws IllegalArgumentException if the start stamp is negative, or the fingerprint has not 32 bytes
     */
    public NodeMeta {
        if (startedAtMillis < 0) {
            throw new IllegalArgumentException("A start stamp must not be negative, but is " + startedAtMillis);
        }
        if (fingerprint != null && fingerprint.length() != FINGERPRINT_BYTES) {
            throw new IllegalArgumentException(
                    "A fingerprint has " + FINGERPRINT_BYTES + " bytes, not " + fingerprint.length());
        }
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }

    /** Returns the same with another certificate, or without one. */
    public NodeMeta withFingerprint(@Nullable Bytes other) {
        return new NodeMeta(dataPlane, startedAtMillis, role, service, webAddress, tags, other);
    }

    /** Returns the same with another web address, or without one. */
    public NodeMeta withWebAddress(@Nullable String other) {
        return new NodeMeta(dataPlane, startedAtMillis, role, service, other, tags, fingerprint);
    }

    /**
     * Returns the metadata as bytes, the same for equal content: CBOR, beginning with its own mark {@code D9 D9 F7}.
     *
     * @throws IllegalArgumentException if that takes more than {@link #MAX_BYTES}; the message says which tag to
     *     shorten
     */
    public Bytes encode() {
        return NodeMetaCodec.encode(this);
    }

    /**
     * Reads the metadata of a member. Never throws.
     *
     * @param meta as it came, {@code null} if there was none
     * @return what a node of ours said, without fields that only newer nodes know; empty for all others, who are guests
     */
    public static Optional<NodeMeta> decode(@Nullable Bytes meta) {
        return meta == null ? Optional.empty() : Optional.ofNullable(NodeMetaCodec.decode(meta.view()));
    }

    /**
     * Lowest and highest version of our data plane a node speaks.
     *
     * @param min lowest, 1 upwards
     * @param max highest, not below {@code min}
     */
    public record VersionRange(int min, int max) {

        /**
         * Checks the range.
         *
         * @throws IllegalArgumentException if it is empty or begins below 1
         */
        public VersionRange {
            if (min < 1 || max < min) {
                throw new IllegalArgumentException(
                        "A version range begins at 1 or above and is not empty, unlike " + min + " to " + max);
            }
        }
    }
}
