package dev.swarm.api.config;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Discovery by a name service ({@code discovery.dns}).
 *
 * @param queries names to ask for, 1 to 32; a name with a dot at its end is asked as it is, others also with the search
 *     domains of the system
 * @param type which records are asked for
 * @param port where peers listen, 1 to 65535; SRV records say it themselves
 * @param pollInterval mean time between two look-ups of a name, 100 ms to 1 h
 * @param servers name servers to ask instead of those of the system, at most 8; empty for those of the system
 */
public record DnsConfig(
        List<String> queries, RecordType type, int port, Duration pollInterval, List<HostPort> servers) {

    /** Port of a name server that is given without one. */
    public static final int DEFAULT_SERVER_PORT = 53;

    private static final int MAX_QUERIES = 32;
    private static final int MAX_SERVERS = 8;
    private static final int MAX_NAME_LENGTH = 253;

    /** Which records are asked for. */
    public enum RecordType {
        /** SRV for a name that begins with an underscore, else A and AAAA. */
        AUTO,
        /** IPv4 addresses. */
        A,
        /** IPv6 addresses. */
        AAAA,
        /** Names with ports and priorities, and then the addresses of those names. */
        SRV
    }

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException naming the setting that is out of them
     */
    public DnsConfig {
        queries = List.copyOf(queries);
        servers = List.copyOf(servers);
        Objects.requireNonNull(type, "type");
        Bounds.check("the number of names in discovery.dns.query", queries.size(), 1, MAX_QUERIES);
        Bounds.check("the number of discovery.dns.server", servers.size(), 0, MAX_SERVERS);
        Bounds.check("discovery.dns.port", port, 1, 65_535);
        Bounds.check("discovery.dns.poll-interval", pollInterval, Duration.ofMillis(100), Duration.ofHours(1));
        queries.forEach(DnsConfig::checkName);
    }

    /** Returns the starting values for some names: any type, port 7946, every 5 s, the system's servers. */
    public static DnsConfig of(String... queries) {
        return new DnsConfig(
                List.of(queries), RecordType.AUTO, StaticConfig.DEFAULT_PORT, Duration.ofSeconds(5), List.of());
    }

    private static void checkName(String name) {
        String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        boolean isName = !bare.isEmpty()
                && bare.length() <= MAX_NAME_LENGTH
                && bare.chars().allMatch(DnsConfig::isAllowed)
                && List.of(bare.split("\\.", -1)).stream().allMatch(DnsConfig::isLabel);
        if (!isName) {
            throw new IllegalArgumentException("discovery.dns.query must be a domain name, not '" + name + "'");
        }
    }

    private static boolean isLabel(String label) {
        return !label.isEmpty() && label.length() <= 63;
    }

    private static boolean isAllowed(int character) {
        return character == '.' || character == '-' || character == '_' || Character.isLetterOrDigit(character);
    }
}
