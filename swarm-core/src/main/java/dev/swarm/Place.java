package dev.swarm;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import dev.swarm.api.failure.InvalidAddressException;
import dev.swarm.runtime.transport.Addresses;
import dev.swarm.runtime.transport.BoundSockets;
import dev.swarm.runtime.transport.LocalAddresses;
import dev.swarm.runtime.transport.PortChoice;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a node stands in the network: its name, what it is bound to, and where others reach it.
 *
 * @param self the configured name, or one made of service and address
 * @param advertised where others reach it
 * @param bound what its sockets are bound to; the IP is all zero for every address of the machine
 * @param sockets open sockets, {@code null} for a node that is alone
 */
record Place(
        NodeId self,
        NodeAddress advertised,
        NodeAddress bound,
        @Nullable BoundSockets sockets) {

    private static final Logger LOG = LoggerFactory.getLogger(Place.class);

    /** Leaves room for the longest address behind it within the bound of a node's name. */
    private static final int MAX_SERVICE_BYTES = 200;

    private static final int DEFAULT_PORT = 7946;
    private static final int LAST_DEFAULT_PORT = 7999;

    /** Returns the place of a node that is alone and has no sockets. */
    static Place alone(SwarmConfig config) {
        NodeAddress address = NodeAddress.loopback(config.endpoint().port().orElse(0));
        return new Place(nameFor(config, address), address, address, null);
    }

    /**
     * Finds the place of a node and opens its sockets; on an exception none is left open.
     *
     * @throws dev.swarm.api.failure.SwarmStartException if a port or an address cannot be used
     */
    static Place open(SwarmConfig config) {
        SwarmConfig.Endpoint endpoint = config.endpoint();
        InetAddress host = hostFor(config);
        BoundSockets sockets = BoundSockets.bind(host, portFor(endpoint.port()));
        try {
            InetAddress reachable = reachableFor(endpoint.advertiseAddress(), host);
            NodeAddress advertised =
                    Addresses.nodeAddress(reachable, endpoint.advertisePort().orElse(sockets.port()));
            return new Place(nameFor(config, advertised), advertised, sockets.address(), sockets);
        } catch (RuntimeException e) {
            sockets.close();
            throw e;
        }
    }

    /** Warns of what the owner may not have meant, with the property to set. */
    void explainExposure(SwarmConfig config) {
        boolean isLocal = sockets == null || sockets.host().isLoopbackAddress();
        boolean isChosen = config.endpoint().bindAddress() != null;
        boolean isOpen = config.trust().isNone() && config.tls() == null;
        if (isOpen && !isLocal) {
            LOG.warn(
                    "Whoever reaches {} may join cluster '{}', and state and messages travel in clear text: set "
                            + "swarm.secret",
                    advertised,
                    config.cluster());
        } else if (config.trust().isNone() && !isLocal) {
            LOG.warn(
                    "Whoever reaches {} may be listed as a member of cluster '{}', since certificates protect only "
                            + "connections between nodes: set swarm.secret too",
                    advertised,
                    config.cluster());
        } else if (isOpen && !isChosen) {
            LOG.warn(
                    "Node {} has no secret and so listens on loopback only, for processes of this machine: set "
                            + "swarm.secret, or swarm.bind-address to let in whoever reaches it",
                    self);
        } else if (isLocal && !isChosen) {
            LOG.warn("Node {} found no address but loopback: set swarm.bind-address to one that others reach", self);
        }
    }

    private static InetAddress hostFor(SwarmConfig config) {
        String configured = config.endpoint().bindAddress();
        if (configured != null) {
            return LocalAddresses.resolve("swarm.bind-address", configured);
        }
        return config.trust().isNone() && config.tls() == null
                ? LocalAddresses.loopback()
                : LocalAddresses.site().orElseGet(LocalAddresses::loopback);
    }

    private static PortChoice portFor(OptionalInt configured) {
        return configured.isPresent()
                ? PortChoice.exactly(configured.getAsInt())
                : PortChoice.firstFree(DEFAULT_PORT, LAST_DEFAULT_PORT);
    }

    private static InetAddress reachableFor(@Nullable String configured, InetAddress host) {
        if (configured == null) {
            return host.isAnyLocalAddress() ? LocalAddresses.site().orElseGet(LocalAddresses::loopback) : host;
        }
        InetAddress address = LocalAddresses.resolve("swarm.advertise-address", configured);
        if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
            throw new InvalidAddressException(
                    "swarm.advertise-address", configured, "is no address at which one node can be reached", null);
        }
        return address;
    }

    private static NodeId nameFor(SwarmConfig config, NodeAddress address) {
        NodeId configured = config.identity().name();
        return configured != null
                ? configured
                : NodeId.of(shortened(config.identity().service()) + "@" + address);
    }

    private static String shortened(String service) {
        String name = service.isBlank() ? "swarm" : service;
        while (name.getBytes(StandardCharsets.UTF_8).length > MAX_SERVICE_BYTES) {
            name = name.substring(0, name.offsetByCodePoints(name.length(), -1));
        }
        return name;
    }
}
