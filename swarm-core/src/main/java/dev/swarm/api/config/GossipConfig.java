package dev.swarm.api.config;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Discovery by multicast beacons ({@code discovery.gossip}).
 *
 * @param group multicast address, {@code null} for {@value #DEFAULT_GROUP}, or {@value #DEFAULT_GROUP_V6} for a node
 *     that is bound to an IPv6 address; {@code null} for broadcasts
 * @param port UDP port of the group, 1 to 65535; shared by all processes of a machine
 * @param networkInterface name or address of the interface to use, {@code null} for those that fit the bound address
 * @param ttl how many routers a beacon passes, 0 to 255; 1 stays in the local network
 * @param interval mean time between two beacons, 100 ms to 10 min; longer with many nodes, so that the group stays
 *     quiet
 * @param broadcastOnly whether beacons go to the IPv4 broadcast address of each interface instead of a group, for
 *     networks that carry no multicast
 */
public record GossipConfig(
        @Nullable String group,
        int port,
        @Nullable String networkInterface,
        int ttl,
        Duration interval,
        boolean broadcastOnly) {

    /** The group of a node that is bound to an IPv4 address, or to all addresses. */
    public static final String DEFAULT_GROUP = "233.252.1.32";

    /** The group of a node that is bound to an IPv6 address: transient, link-local scope. */
    public static final String DEFAULT_GROUP_V6 = "ff12::e9fc:120";

    /** The port of the group. */
    public static final int DEFAULT_PORT = 45_892;

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException naming the setting that is out of them
     */
    public GossipConfig {
        Objects.requireNonNull(interval, "interval");
        Bounds.check("discovery.gossip.port", port, 1, 65_535);
        Bounds.check("discovery.gossip.ttl", ttl, 0, 255);
        Bounds.check("discovery.gossip.interval", interval, Duration.ofMillis(100), Duration.ofMinutes(10));
        if (group != null && group.isBlank()) {
            throw new IllegalArgumentException("discovery.gossip.group must be a multicast address, not empty");
        }
        if (group != null && broadcastOnly) {
            throw new IllegalArgumentException("discovery.gossip.broadcast-only goes without discovery.gossip.group,"
                    + " since there is no group then");
        }
    }

    /** Returns the starting values. */
    public static GossipConfig defaults() {
        return new GossipConfig(null, DEFAULT_PORT, null, 1, Duration.ofSeconds(2), false);
    }
}
