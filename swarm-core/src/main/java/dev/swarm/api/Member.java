package dev.swarm.api;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What this node knows of one member, itself included, at one moment.
 *
 * @param id its name
 * @param address where it receives membership traffic
 * @param status what is believed of it
 * @param incarnation the number of the claim that is believed
 * @param role the role it was started with or given later
 * @param profile what it says of itself beyond that; {@code null} for a guest, which does not speak our data plane
 */
public record Member(
        NodeId id,
        NodeAddress address,
        MemberStatus status,
        Incarnation incarnation,
        Role role,
        @Nullable Profile profile) {

    /** Tells whether the member is a guest: seen, probed and listed, never elected, never an owner. */
    public boolean isGuest() {
        return profile == null;
    }

    /**
     * What one of our nodes tells about itself.
     *
     * @param startedAt when its process joined, by its own clock; the base of seniority
     * @param service name of the service it belongs to
     * @param webAddress base address of its web server, such as {@code http://10.0.0.1:8080}, or {@code null} without
     *     one
     * @param tags free keys and values, in the order of their keys
     */
    public record Profile(
            Instant startedAt, String service, @Nullable String webAddress, Map<String, String> tags) {

        /** Takes an unmodifiable view; the caller hands over the map. */
        public Profile {
            tags = Collections.unmodifiableMap(tags);
        }
    }
}
