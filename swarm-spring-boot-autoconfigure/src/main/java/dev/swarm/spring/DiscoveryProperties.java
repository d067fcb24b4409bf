package dev.swarm.spring;

import dev.swarm.api.config.DnsConfig.RecordType;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * What a user may say about ways to find the first peers. As with {@link SwarmProperties} the bounds are the core's.
 *
 * @param gossip Multicast beacons in the local network.
 * @param hosts Fixed list of hosts.
 * @param dns Name service.
 * @param tailscale Machines of a tailnet.
 * @param kubernetes API of Kubernetes.
 * @param client Other discovery clients of the application.
 * @param expectedSize Number of nodes that may command, this one included, for which a starting node waits before it
 *     stands for election, 1 to 1000. The quorum alone is a condition, this is a wish.
 * @param expectedWait Longest time that it waits for them, up to 10m. Milliseconds without a unit.
 * @param topologies Further ways by names of your own. The key strategy of each names a bean or a class that implements
 *     DiscoveryStrategy; all other keys are set on it.
 */
@ConfigurationProperties("swarm.discovery")
public record DiscoveryProperties(
        @DefaultValue Gossip gossip,
        @Name("static") @DefaultValue StaticHosts hosts,
        @DefaultValue Dns dns,
        @DefaultValue Tailscale tailscale,
        @DefaultValue Kubernetes kubernetes,
        @DefaultValue Client client,
        @DefaultValue("1") int expectedSize,
        @DefaultValue("30s") Duration expectedWait,
        @DefaultValue Map<String, Map<String, String>> topologies) {

    /**
     * Multicast beacons in the local network.
     *
     * @param enabled Whether beacons are sent and heard. By default only if no other way of discovery is configured.
     * @param group Multicast address of the beacons. By default 233.252.1.32, or ff12::e9fc:120 when bound to an IPv6
     *     address.
     * @param port UDP port of the group, shared by all nodes of a machine.
     * @param networkInterface Name or address of the network interface to use. By default those that fit the bound
     *     address.
     * @param ttl Number of routers that a beacon passes; 1 stays in the local network.
     * @param interval Mean time between two beacons. Milliseconds without a unit.
     * @param broadcastOnly Whether beacons go to the broadcast address of each interface instead of a group, for
     *     networks that carry no multicast.
     */
    public record Gossip(
            @Nullable Boolean enabled,
            @Nullable String group,
            @DefaultValue("45892") int port,
            @Name("interface") @Nullable String networkInterface,
            @DefaultValue("1") int ttl,
            @DefaultValue("2s") Duration interval,
            @DefaultValue("false") boolean broadcastOnly) {}

    /**
     * Fixed list of hosts.
     *
     * @param hosts Comma-separated list of host names or addresses, each with or without a port. Hosts that do not
     *     answer are tried again for ever; with an empty list the node waits to be found.
     */
    public record StaticHosts(@Nullable List<String> hosts) {}

    /**
     * Name service.
     *
     * @param query Comma-separated list of domain names whose records are peers, at most 32. Switches this way on.
     * @param type Records that are asked for, one of auto, a, aaaa and srv; auto is srv for a name that begins with an
     *     underscore, else both kinds of addresses.
     * @param port Port where peers listen, 1 to 65535; SRV records say it themselves.
     * @param pollInterval Mean time between two look-ups of a name, 100ms to 1h. Milliseconds without a unit.
     * @param server Comma-separated list of name servers, each with or without a port, at most 8. By default those of
     *     the system.
     */
    public record Dns(
            @DefaultValue List<String> query,
            @DefaultValue("auto") RecordType type,
            @DefaultValue("7946") int port,
            @DefaultValue("5s") Duration pollInterval,
            @DefaultValue List<String> server) {}

    /**
     * Machines of a tailnet.
     *
     * @param enabled Whether peers are looked for among the machines of the tailnet.
     * @param tag Tag of the machines that are peers, such as tag:swarm. By default all machines are.
     * @param useDnsNames Whether the MagicDNS names of machines are resolved, instead of taking their addresses.
     * @param port Port where peers listen, 1 to 65535.
     * @param pollInterval Mean time between two look-ups, 100ms to 1h. Milliseconds without a unit.
     * @param cli Command that is run where there is no socket, a name or a path.
     * @param socket Path of the daemon's socket. By default the usual one of the system.
     */
    public record Tailscale(
            @DefaultValue("false") boolean enabled,
            @Nullable String tag,
            @DefaultValue("false") boolean useDnsNames,
            @DefaultValue("7946") int port,
            @DefaultValue("5s") Duration pollInterval,
            @DefaultValue("tailscale") String cli,
            @Nullable String socket) {}

    /**
     * API of Kubernetes.
     *
     * @param enabled Whether peers are looked for by the API of Kubernetes. By default if a service or a label selector
     *     is set.
     * @param namespace Namespace of the service or the pods. By default that of the own pod.
     * @param service Name of the service whose endpoints are peers, best a headless one.
     * @param labelSelector Labels of the pods that are peers, as Kubernetes writes them, instead of a service.
     * @param port Port where peers listen, 1 to 65535.
     * @param pollInterval Mean time between two look-ups while the API cannot be watched, 100ms to 1h. Milliseconds
     *     without a unit.
     * @param apiServer Base address of the API, with https. By default the one that each pod is told.
     * @param serviceAccount Folder with token, ca.crt and namespace. By default the one that each pod has.
     */
    public record Kubernetes(
            @Nullable Boolean enabled,
            @Nullable String namespace,
            @Nullable String service,
            @Nullable String labelSelector,
            @DefaultValue("7946") int port,
            @DefaultValue("5s") Duration pollInterval,
            @Nullable URI apiServer,
            @Nullable Path serviceAccount) {}

    /**
     * Other discovery clients of the application.
     *
     * @param serviceId Name of the service whose instances are peers, for any DiscoveryClient of Spring Cloud. Switches
     *     this way on.
     * @param port Port where peers listen, 1 to 65535, for instances without the metadata swarm.port.
     * @param pollInterval Mean time between two look-ups, 100ms to 1h. Milliseconds without a unit.
     */
    public record Client(
            @Nullable String serviceId,
            @DefaultValue("7946") int port,
            @DefaultValue("5s") Duration pollInterval) {}
}
