package dev.swarm;

import dev.swarm.api.NodeId;
import dev.swarm.api.Role;
import dev.swarm.api.config.CommsConfig;
import dev.swarm.api.config.DnsConfig;
import dev.swarm.api.config.GossipConfig;
import dev.swarm.api.config.KubernetesConfig;
import dev.swarm.api.config.MembershipConfig;
import dev.swarm.api.config.MonitorConfig;
import dev.swarm.api.config.OverlayConfig;
import dev.swarm.api.config.RegistryConfig;
import dev.swarm.api.config.RegistryConfig.Strategy;
import dev.swarm.api.config.StaticConfig;
import dev.swarm.api.config.TailscaleConfig;
import dev.swarm.api.config.TopologyConfig;
import dev.swarm.api.discovery.DiscoveryStrategy;
import dev.swarm.api.registry.Placement;
import dev.swarm.api.registry.WorkerFactory;
import dev.swarm.api.registry.WorkerStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything a node is told before it starts, checked when it is made; a {@link SwarmBuilder} makes it.
 *
 * @param enabled whether the node takes part in a cluster; if not it is alone and opens no socket
 * @param cluster name of the cluster, at most 255 bytes of UTF-8; nodes of another one are refused; empty for none
 * @param trust what nodes must share to be let in
 * @param tls gives the user's own certificates for each connection between nodes; {@code null} for none, then each node
 *     makes one of its own for each life if there is a secret or a keyring, and connections are plain if there is none
 * @param identity what the node says of itself
 * @param endpoint where it listens
 * @param membership the numbers of the membership protocol
 * @param overlay the numbers of shared state
 * @param topology the numbers of roles and command
 * @param monitor the numbers of the monitor
 * @param comms the numbers of messages
 * @param registry the numbers of the registry, and how workers are made
 * @param discovery how it looks for peers
 * @param patience how long it waits for others
 * @param faults whom it shall not reach, for demonstrations and tests; {@code null} for none
 */
public record SwarmConfig(
        boolean enabled,
        String cluster,
        Trust trust,
        @Nullable Supplier<TlsIdentity> tls,
        Identity identity,
        Endpoint endpoint,
        MembershipConfig membership,
        OverlayConfig overlay,
        TopologyConfig topology,
        MonitorConfig monitor,
        CommsConfig comms,
        Workers registry,
        Discovery discovery,
        Patience patience,
        @Nullable FaultPlan faults) {

    private static final int MAX_CLUSTER_BYTES = 255;

    /** Checks the bounds, with an {@link IllegalArgumentException} that names the property that is out of them. */
    public SwarmConfig {
        if (cluster.getBytes(StandardCharsets.UTF_8).length > MAX_CLUSTER_BYTES) {
            throw new IllegalArgumentException(
                    "cluster must have at most " + MAX_CLUSTER_BYTES + " bytes, not '" + cluster + "'");
        }
        if (cluster.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("cluster must not hold control characters");
        }
    }

    /** Returns a builder with the starting values. */
    public static SwarmBuilder builder() {
        return new SwarmBuilder();
    }

    /**
     * What a node says of itself.
     *
     * @param name unique in the cluster; {@code null} for {@code swarm@<host>:<port>}
     * @param role what it does; not commander, which is elected
     * @param service name of the service it belongs to, at most 255 characters
     * @param tags free keys and values, neither with control characters; all metadata together has at most 512 bytes
     * @param webAddress base address of its web server, {@code null} without one, or if it becomes known later
     */
    public record Identity(
            @Nullable NodeId name,
            Role role,
            String service,
            SortedMap<String, String> tags,
            @Nullable String webAddress) {

        private static final int MAX_SERVICE_LENGTH = 255;

        /**
         * Checks the bounds.
         *
         * @throws IllegalArgumentException naming the property that is out of them
         */
        public Identity {
            if (role == Role.COMMANDER) {
                throw new IllegalArgumentException(
                        "node.role must be wingmate, observer or relay; a commander is elected");
            }
            if (service.length() > MAX_SERVICE_LENGTH || service.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("the service name must have at most " + MAX_SERVICE_LENGTH
                        + " characters and no control characters, not '" + service + "'");
            }
            tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
            tags.forEach(Identity::checkTag);
        }

        private static void checkTag(String key, String value) {
            if (key.isBlank() || (key + value).chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException(
                        "node.tags." + key + " must have a key, and neither key nor value may hold control characters");
            }
        }
    }

    /**
     * Where a node listens and where others reach it.
     *
     * @param bindAddress IP address or name; {@code 0.0.0.0} for all; {@code null} for loopback when there is no
     *     secret, no keyring and no certificate, else for the first site address of the machine
     * @param port one number for UDP and TCP, 0 for any free one; empty for 7946, or the next free one up to 7999
     * @param advertiseAddress IP address or name under which others reach the node, {@code null} for the bound one
     * @param advertisePort port under which others reach the node, 1 to 65535; empty for the bound one
     */
    public record Endpoint(
            @Nullable String bindAddress,
            OptionalInt port,
            @Nullable String advertiseAddress,
            OptionalInt advertisePort) {

        private static final int MAX_PORT = 65_535;

        /**
         * Checks the bounds.
         *
         * @throws IllegalArgumentException naming the property that is out of them
         */
        public Endpoint {
            checkPort("port", port, 0);
            checkPort("advertise-port", advertisePort, 1);
            checkAddress("bind-address", bindAddress);
            checkAddress("advertise-address", advertiseAddress);
        }

        private static void checkPort(String property, OptionalInt port, int min) {
            if (port.isPresent() && (port.getAsInt() < min || port.getAsInt() > MAX_PORT)) {
                throw new IllegalArgumentException(
                        property + " must be " + min + " to " + MAX_PORT + ", not " + port.getAsInt());
            }
        }

        private static void checkAddress(String property, @Nullable String address) {
            if (address != null && address.isBlank()) {
                throw new IllegalArgumentException(property + " must be an IP address or a name, not empty");
            }
        }
    }

    /**
     * What a node has for names and workers.
     *
     * @param numbers the numbers
     * @param placements the user's own strategies, by name
     * @param types how workers are made, by type; more may come later
     * @param store where states of workers outlive crashes; {@code null} for nowhere
     * @param sharesStates whether shared state is that place, if there is no store
     * @param ownsAtStart whether the node owns names as soon as it has started, or when it is told so
     */
    public record Workers(
            RegistryConfig numbers,
            Map<String, Placement> placements,
            Map<String, WorkerFactory> types,
            @Nullable WorkerStore store,
            boolean sharesStates,
            boolean ownsAtStart) {

        /**
         * Takes copies.
         *
         * @throws IllegalArgumentException if the strategy has no placement
         */
        public Workers {
            placements = Map.copyOf(placements);
            types = Map.copyOf(types);
            String strategy = numbers.strategy().name();
            if (!BUILT_IN.containsKey(strategy) && !placements.containsKey(strategy)) {
                throw new IllegalArgumentException("registry.strategy must be one of "
                        + new TreeSet<>(BUILT_IN.keySet()) + " or a placement of your own, not '" + strategy + "'");
            }
        }

        private static final Map<String, Placement> BUILT_IN = Map.of(
                Strategy.RING,
                Placement.ring(),
                Strategy.STATIC_QUORUM,
                Placement.ring(),
                "pinned",
                Placement.pinned(),
                "least-loaded",
                Placement.leastLoaded());

        Placement placement() {
            String strategy = numbers.strategy().name();
            Placement own = placements.get(strategy);
            return own != null ? own : Objects.requireNonNull(BUILT_IN.get(strategy));
        }
    }

    /**
     * How a node looks for peers. With nothing configured it sends beacons with the starting values.
     *
     * @param enabled whether it looks for peers at all
     * @param gossip beacons, {@code null} for none unless nothing else is configured
     * @param hosts fixed list, {@code null} for none
     * @param dns a name service, {@code null} for none
     * @param tailscale the machines of a tailnet, {@code null} for none
     * @param kubernetes the API of Kubernetes, {@code null} for none
     * @param topologies strategies by the name of their topology; a supplier is asked at each start, and may give the
     *     same object again
     */
    public record Discovery(
            boolean enabled,
            @Nullable GossipConfig gossip,
            @Nullable StaticConfig hosts,
            @Nullable DnsConfig dns,
            @Nullable TailscaleConfig tailscale,
            @Nullable KubernetesConfig kubernetes,
            Map<String, Supplier<? extends DiscoveryStrategy>> topologies) {

        /**
         * Takes an unmodifiable copy of the map; its order stays.
         *
         * @throws IllegalArgumentException if a topology has the name of a way that is configured too
         */
        public Discovery {
            topologies = Collections.unmodifiableMap(new LinkedHashMap<>(topologies));
            checkFree("gossip", gossip, topologies);
            checkFree("static", hosts, topologies);
            checkFree("dns", dns, topologies);
            checkFree("tailscale", tailscale, topologies);
            checkFree("kubernetes", kubernetes, topologies);
        }

        private static void checkFree(String name, @Nullable Object preset, Map<String, ?> topologies) {
            if (preset != null && topologies.containsKey(name)) {
                throw new IllegalArgumentException(
                        "discovery.topologies." + name + " has the name of discovery." + name + ", which is set too");
            }
        }
    }

    /**
     * How long a node waits for others.
     *
     * @param start longest time that {@link Swarm#start()} waits until the node has found its place; it goes on looking
     *     afterwards; 0 to 10 min
     * @param leave longest time for saying goodbye, 0 to 10 min
     */
    public record Patience(Duration start, Duration leave) {

        private static final Duration MAX = Duration.ofMinutes(10);

        /**
         * Checks the bounds.
         *
         * @throws IllegalArgumentException naming the property that is out of them
         */
        public Patience {
            check("start-timeout", start);
            check("leave-timeout", leave);
        }

        private static void check(String property, Duration value) {
            Objects.requireNonNull(value, property);
            if (value.isNegative() || value.compareTo(MAX) > 0) {
                throw new IllegalArgumentException(property + " must be 0s to 600s, not " + value.toMillis() + "ms");
            }
        }
    }
}
