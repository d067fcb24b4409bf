package dev.swarm.spring;

import dev.swarm.SwarmBuilder;
import dev.swarm.SwarmConfig;
import dev.swarm.api.config.DnsConfig;
import dev.swarm.api.config.GossipConfig;
import dev.swarm.api.config.HostPort;
import dev.swarm.api.config.KubernetesConfig;
import dev.swarm.api.config.StaticConfig;
import dev.swarm.api.config.TailscaleConfig;
import dev.swarm.api.config.TopologyConfig;
import dev.swarm.spring.DiscoveryProperties.Dns;
import dev.swarm.spring.DiscoveryProperties.Gossip;
import dev.swarm.spring.DiscoveryProperties.Kubernetes;
import dev.swarm.spring.DiscoveryProperties.Tailscale;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.util.ClassUtils;

/**
 * Tells a node how to look for peers. What is not allowed is refused by an {@link IllegalArgumentException} that names
 * the setting, as the core does.
 */
final class DiscoverySettings {

    private static final String COMMONS = "org.springframework.cloud.client.discovery.DiscoveryClient";

    private final DiscoveryProperties properties;
    private final ApplicationContext context;

    DiscoverySettings(DiscoveryProperties properties, ApplicationContext context) {
        this.properties = properties;
        this.context = context;
    }

    /** Adds every way that properties name to a builder, and returns it. */
    SwarmBuilder apply(SwarmBuilder builder) {
        if (Boolean.TRUE.equals(properties.gossip().enabled())) {
            builder.gossip(gossip(properties.gossip()));
        }
        List<String> hosts = properties.hosts().hosts();
        if (hosts != null) {
            builder.hosts(StaticConfig.of(hosts));
        }
        if (!properties.dns().query().isEmpty()) {
            builder.dns(dns(properties.dns()));
        }
        if (properties.tailscale().enabled()) {
            builder.tailscale(tailscale(properties.tailscale()));
        }
        if (isWanted(properties.kubernetes())) {
            builder.kubernetes(kubernetes(properties.kubernetes()));
        }
        new OwnTopologies(context).apply(builder, properties.topologies());
        requireCommons(properties.client().serviceId());
        return builder;
    }

    /** Returns the settings of the command, with what is said about a start. */
    TopologyConfig expecting(TopologyConfig topology) {
        return topology.withExpectedSize(properties.expectedSize()).withExpectedWait(properties.expectedWait());
    }

    /** Beacons are for those who chose nothing else, customizers included, unless they were switched off or on. */
    SwarmBuilder choose(SwarmBuilder builder) {
        if (isChosen(builder.config().discovery())) {
            return builder;
        }
        return Boolean.FALSE.equals(properties.gossip().enabled())
                ? builder.discovery(false)
                : builder.gossip(gossip(properties.gossip()));
    }

    private static boolean isChosen(SwarmConfig.Discovery discovery) {
        return discovery.gossip() != null
                || discovery.hosts() != null
                || discovery.dns() != null
                || discovery.tailscale() != null
                || discovery.kubernetes() != null
                || !discovery.topologies().isEmpty();
    }

    private static GossipConfig gossip(Gossip gossip) {
        return new GossipConfig(
                gossip.group(),
                gossip.port(),
                gossip.networkInterface(),
                gossip.ttl(),
                gossip.interval(),
                gossip.broadcastOnly());
    }

    private static DnsConfig dns(Dns dns) {
        return new DnsConfig(
                dns.query(),
                dns.type(),
                dns.port(),
                dns.pollInterval(),
                dns.server().stream().map(DiscoverySettings::nameServer).toList());
    }

    private static HostPort nameServer(String server) {
        try {
            return HostPort.parse(server, DnsConfig.DEFAULT_SERVER_PORT);
        } catch (IllegalArgumentException refusal) {
            throw new IllegalArgumentException("discovery.dns.server: " + refusal.getMessage(), refusal);
        }
    }

    private static TailscaleConfig tailscale(Tailscale tailscale) {
        return new TailscaleConfig(
                tailscale.tag(),
                tailscale.useDnsNames(),
                tailscale.port(),
                tailscale.pollInterval(),
                tailscale.cli(),
                tailscale.socket());
    }

    private static boolean isWanted(Kubernetes kubernetes) {
        boolean isConfigured = kubernetes.service() != null || kubernetes.labelSelector() != null;
        return Objects.requireNonNullElse(kubernetes.enabled(), isConfigured);
    }

    private static KubernetesConfig kubernetes(Kubernetes kubernetes) {
        return new KubernetesConfig(
                kubernetes.namespace(),
                kubernetes.service(),
                kubernetes.labelSelector(),
                kubernetes.port(),
                kubernetes.pollInterval(),
                kubernetes.apiServer(),
                kubernetes.serviceAccount());
    }

    /** Where Spring Cloud is, its part of the starter adds this way. */
    private void requireCommons(@Nullable String serviceId) {
        if (serviceId != null && !ClassUtils.isPresent(COMMONS, context.getClassLoader())) {
            throw new IllegalArgumentException(
                    "discovery.client.service-id needs Spring Cloud Commons on the class path, which is not there");
        }
    }
}
