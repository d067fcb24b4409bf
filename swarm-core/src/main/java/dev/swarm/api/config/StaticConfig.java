package dev.swarm.api.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Discovery by a fixed list ({@code discovery.static}).
 *
 * @param hosts where peers may be, at most 1000; an empty list looks for nobody
 * @param interval mean time between two resolutions of a name, 100 ms to 1 h
 */
public record StaticConfig(List<HostPort> hosts, Duration interval) {

    /** Port of a host that is given without one. */
    public static final int DEFAULT_PORT = 7946;

    private static final int MAX_HOSTS = 1000;

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException naming the setting that is out of them
     */
    public StaticConfig {
        hosts = List.copyOf(hosts);
        Objects.requireNonNull(interval, "interval");
        Bounds.check("the number of discovery.static.hosts", hosts.size(), 0, MAX_HOSTS);
        Bounds.check("discovery.static.interval", interval, Duration.ofMillis(100), Duration.ofHours(1));
    }

    /**
     * Reads a list as users write it, with the usual time between resolutions, 5 s.
     *
     * @param hosts each a name, {@code name:port}, an IPv4 or IPv6 address, or {@code [IPv6]:port}
     * @throws IllegalArgumentException naming the entry that is none of these
     */
    public static StaticConfig of(List<String> hosts) {
        List<HostPort> parsed = new ArrayList<>();
        for (String host : hosts) {
            try {
                parsed.add(HostPort.parse(host, DEFAULT_PORT));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("discovery.static.hosts: " + e.getMessage(), e);
            }
        }
        return new StaticConfig(parsed, Duration.ofSeconds(5));
    }
}
