package dev.swarm.spring;

import dev.swarm.api.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What a user may say about the swarm node of the application; how it finds others is in {@link DiscoveryProperties}.
 *
 * <p>These records only carry what was written; the core's configuration checks the bounds, so that a node built
 * without Spring has the same ones. Absent values leave the choice to the core.
 *
 * @param enabled Whether the node takes part in a cluster; otherwise every bean works in single-node form and no socket
 *     is opened.
 * @param cluster Name of the cluster; nodes of another name are refused. Empty for peers that know no name.
 * @param secret Text shared by all nodes of the cluster, from which the keys that encrypt all traffic are derived.
 * @param keyring Comma-separated list of Base64-encoded AES keys of 16, 24 or 32 bytes, primary key first, instead of
 *     a secret.
 * @param ssl Certificates for connections between nodes.
 * @param node This node.
 * @param bindAddress Address or host name to listen on. By default loopback without a secret, keyring or SSL bundle,
 *     else the first site address.
 * @param port Port for UDP and TCP, 0 for any. By default the first free one from 7946 to 7999.
 * @param advertiseAddress Address or host name under which other nodes reach this one, if not the one it listens on.
 * @param advertisePort Port under which other nodes reach this one, if not the one it listens on.
 * @param membership Protocol that finds out who is in the cluster.
 * @param overlay State that all nodes share.
 * @param topology Roles, command and quorum.
 * @param monitor How the other nodes and the links to them are watched.
 * @param comms Messages between nodes.
 * @param registry Named workers, and on which nodes they live.
 * @param health Health component of the node.
 * @param cloud What Spring Cloud is told of the cluster.
 */
@ConfigurationProperties("swarm")
public record SwarmProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("swarm") String cluster,
        @Nullable String secret,
        @DefaultValue List<String> keyring,
        @DefaultValue Ssl ssl,
        @DefaultValue Node node,
        @Nullable String bindAddress,
        @Nullable Integer port,
        @Nullable String advertiseAddress,
        @Nullable Integer advertisePort,
        @DefaultValue Membership membership,
        @DefaultValue Overlay overlay,
        @DefaultValue Topology topology,
        @NestedConfigurationProperty @DefaultValue MonitorProperties monitor,
        @NestedConfigurationProperty @DefaultValue CommsProperties comms,
        @NestedConfigurationProperty @DefaultValue RegistryProperties registry,
        @DefaultValue Health health,
        @DefaultValue Cloud cloud) {

    /** Leaves the secret and the keys out. */
    @Override
    public String toString() {
        return "SwarmProperties[enabled=" + enabled + ", cluster=" + cluster + ", ssl=" + ssl + ", node=" + node
                + ", bindAddress="
                + bindAddress + ", port=" + port + ", advertiseAddress=" + advertiseAddress + ", advertisePort="
                + advertisePort + ", membership=" + membership + ", overlay=" + overlay
                + ", topology=" + topology + ", monitor=" + monitor + ", comms=" + comms + ", registry=" + registry
                + ", health=" + health + ", cloud=" + cloud + "]";
    }

    /**
     * Certificates for connections between nodes.
     *
     * @param bundle Name of an SSL bundle whose certificates connections between nodes use, instead of those that each
     *     node derives from the secret. Any certificate of its trust store's authorities may be any node.
     */
    public record Ssl(@Nullable String bundle) {}

    /**
     * This node.
     *
     * @param name Name that no other live node of the cluster has. By default the application's name, '@' and the
     *     address under which others reach it, as host:port.
     * @param role Role the node starts with, one of wingmate, observer and relay.
     * @param tags Free keys and values that every other node sees.
     */
    public record Node(
            @Nullable String name,
            @DefaultValue("wingmate") Role role,
            @DefaultValue Map<String, String> tags) {}

    /**
     * Protocol that finds out who is in the cluster. Each number overrides the one of the profile.
     *
     * @param profile Set of numbers to start from, by the distance between the nodes.
     * @param probeInterval Time between two probes, the base of all detection times; 10ms to 10m. Milliseconds without
     *     a unit.
     * @param probeTimeout Time to wait for a direct answer before other members are asked; 1ms up to the probe
     *     interval. Milliseconds without a unit.
     * @param indirectProbes Number of members that are asked to probe on this node's behalf, 0 to 32.
     * @param suspicionMultiplier Number of probe intervals, times log10 of the cluster's size, that a suspect has at
     *     least to refute; 1 to 100.
     * @param suspicionMaxMultiplier Factor by which a suspect has longer while nobody else doubts it, 1 to 100.
     * @param healthScoreMax Highest doubt of the node about itself, by which its own probes grow more patient; 0 to
     *     100, 0 switches it off.
     * @param gossipInterval Time between two rounds of gossip, 5ms to 1m. Milliseconds without a unit.
     * @param gossipNodes Number of members that get each round of gossip, 1 to 32.
     * @param gossipToTheDeadTime Time for which members given up are still told news, so that they can refute; up to
     *     1d. Milliseconds without a unit.
     * @param retransmitMultiplier Number of times, times log10 of the cluster's size, that each rumor is passed on; 1
     *     to 32.
     * @param pushPullInterval Time between two exchanges of full tables with one member, 100ms to 1d. Milliseconds
     *     without a unit.
     * @param streamTimeout Longest time for one exchange of full tables, 10ms to 10m. Milliseconds without a unit.
     * @param deadNodeReclaimTime Time for which the name of a member given up stays bound to its address, up to 1d; 0
     *     frees it at once. Milliseconds without a unit.
     * @param forgetTime Time for which members given up or gone are remembered, up to 30d; not shorter than the one for
     *     which they are told news. Milliseconds without a unit.
     * @param packetSize Largest datagram that is sent, 1200B to 65507B. Bytes without a unit.
     */
    public record Membership(
            @DefaultValue("lan") Profile profile,
            @Nullable Duration probeInterval,
            @Nullable Duration probeTimeout,
            @Nullable Integer indirectProbes,
            @Nullable Integer suspicionMultiplier,
            @Nullable Integer suspicionMaxMultiplier,
            @Nullable Integer healthScoreMax,
            @Nullable Duration gossipInterval,
            @Nullable Integer gossipNodes,
            @Nullable Duration gossipToTheDeadTime,
            @Nullable Integer retransmitMultiplier,
            @Nullable Duration pushPullInterval,
            @Nullable Duration streamTimeout,
            @Nullable Duration deadNodeReclaimTime,
            @Nullable Duration forgetTime,
            @Nullable DataSize packetSize) {}

    /**
     * State that all nodes share.
     *
     * @param syncInterval Longest wait before a connected node is told of a change in any way, 10ms to 1m; usually it
     *     is told at once. Milliseconds without a unit.
     * @param antiEntropyInterval Time between two comparisons of states with each connected node, 1s to 1d.
     *     Milliseconds without a unit.
     * @param maxValueSize Longest value that may be written, up to 1MB. Bytes without a unit.
     * @param maxSize About how much heap all state may take, up to 1TB; local writes beyond are refused. Bytes without
     *     a unit.
     * @param logSize How much of the latest writes is kept one by one for nodes that lag behind, up to 1TB. Bytes
     *     without a unit.
     * @param snapshotFile File in which this node stores the state for its next start; its directory must
     *     be there. By default none.
     * @param snapshotInterval Time between two writings of the file, 100ms to 1d. Milliseconds without a unit.
     */
    public record Overlay(
            @DefaultValue("500ms") Duration syncInterval,
            @DefaultValue("60s") Duration antiEntropyInterval,
            @DefaultValue("64KB") DataSize maxValueSize,
            @DefaultValue("512MB") DataSize maxSize,
            @DefaultValue("32MB") DataSize logSize,
            @Nullable Path snapshotFile,
            @DefaultValue("10s") Duration snapshotInterval) {}

    /**
     * Roles, command and quorum.
     *
     * @param quorumSize Number of nodes, this one included, without which nobody commands, 1 to 100; guests, observers
     *     and relays do not count. More than half of all nodes means that there are never two valid commands.
     * @param lease Time for which a command is valid without renewal, 1s to 5m. Milliseconds without a unit.
     * @param leaderRole Role that Spring Integration's leader events carry.
     * @param kubernetes What Kubernetes is told of the command.
     */
    public record Topology(
            @DefaultValue("1") int quorumSize,
            @DefaultValue("5s") Duration lease,
            @DefaultValue("swarm") String leaderRole,
            @DefaultValue Kubernetes kubernetes) {}

    /**
     * What Kubernetes is told of the command.
     *
     * @param podDeletionCost Whether the pod of the commander is marked by a higher deletion cost, so that scaling down
     *     takes it last; its service account must be allowed to patch pods.
     */
    public record Kubernetes(@DefaultValue("false") boolean podDeletionCost) {}

    /**
     * Health component of the node.
     *
     * @param quorum Whether the health component is out of service while the quorum of the command or of the registry
     *     is missing, and down while two sides of a split network could both have the latter.
     */
    public record Health(@DefaultValue("true") boolean quorum) {}

    /**
     * What Spring Cloud is told of the cluster.
     *
     * @param enabled Whether the members of the cluster are a DiscoveryClient of the application.
     * @param order Order of the cluster's DiscoveryClient among all; of several that know a service the one with the
     *     lowest order is heard.
     */
    public record Cloud(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("0") int order) {}

    /** Distance between the nodes of a cluster. */
    public enum Profile {
        /** Processes of one machine. */
        LOCAL,
        /** One data centre. */
        LAN,
        /** Links of a hundred milliseconds and more. */
        WAN
    }
}
