package dev.swarm;

import dev.swarm.api.config.DnsConfig;
import dev.swarm.api.config.GossipConfig;
import dev.swarm.api.config.KubernetesConfig;
import dev.swarm.api.config.StaticConfig;
import dev.swarm.api.config.TailscaleConfig;
import dev.swarm.api.discovery.DiscoveryStrategy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The part of a {@link SwarmBuilder} that says how a node looks for peers. */
abstract class PeerChoices {

    private boolean discovery = true;
    private @Nullable GossipConfig gossip;
    private @Nullable StaticConfig hosts;
    private @Nullable DnsConfig dns;
    private @Nullable TailscaleConfig tailscale;
    private @Nullable KubernetesConfig kubernetes;
    private final Map<String, Supplier<? extends DiscoveryStrategy>> topologies = new LinkedHashMap<>();

    abstract SwarmBuilder self();

    /** Off: the node looks for nobody, and waits to be found or told. Starts as on. */
    public SwarmBuilder discovery(boolean value) {
        discovery = value;
        return self();
    }

    /** Looks for peers by beacons; starts so if no other way is given. */
    public SwarmBuilder gossip(GossipConfig value) {
        gossip = value;
        return self();
    }

    /** Looks for peers at {@code host[:port]}. */
    public SwarmBuilder hosts(String... values) {
        return hosts(StaticConfig.of(List.of(values)));
    }

    /** Looks for peers on a fixed list. */
    public SwarmBuilder hosts(StaticConfig value) {
        hosts = value;
        return self();
    }

    /** Looks for peers by a name service. */
    public SwarmBuilder dns(DnsConfig value) {
        dns = value;
        return self();
    }

    /** Looks for peers among the machines of a tailnet. */
    public SwarmBuilder tailscale(TailscaleConfig value) {
        tailscale = value;
        return self();
    }

    /** Looks for peers by the API of Kubernetes. */
    public SwarmBuilder kubernetes(KubernetesConfig value) {
        kubernetes = value;
        return self();
    }

    /**
     * Looks for peers in a way of one's own, beside all others.
     *
     * @param topology name of this way, unique
     * @param strategy asked at each start; may give the same object again
     * @throws IllegalArgumentException if the name is taken or blank
     */
    public SwarmBuilder topology(String topology, Supplier<? extends DiscoveryStrategy> strategy) {
        if (topology.isBlank()) {
            throw new IllegalArgumentException("discovery.topologies must have a name each");
        }
        if (topologies.putIfAbsent(topology, strategy) != null) {
            throw new IllegalArgumentException("discovery.topologies." + topology + " is there twice");
        }
        return self();
    }

    SwarmConfig.Discovery search() {
        return new SwarmConfig.Discovery(discovery, gossip, hosts, dns, tailscale, kubernetes, topologies);
    }
}
