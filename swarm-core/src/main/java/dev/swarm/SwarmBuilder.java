package dev.swarm;

import dev.swarm.api.NodeId;
import dev.swarm.api.Role;
import dev.swarm.api.config.CommsConfig;
import dev.swarm.api.config.MembershipConfig;
import dev.swarm.api.config.MonitorConfig;
import dev.swarm.api.config.OverlayConfig;
import dev.swarm.api.config.TopologyConfig;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Collects settings. Without any, {@link #build()} gives a node of cluster {@code swarm} on loopback that finds others
 * there by beacons. Not safe for use by several threads.
 */
public final class SwarmBuilder extends WorkerChoices {

    private boolean enabled = true;
    private String cluster = "swarm";
    private Trust trust = Trust.none();
    private @Nullable Supplier<TlsIdentity> tls;
    private @Nullable NodeId name;
    private Role role = Role.WINGMATE;
    private String service = "swarm";
    private final SortedMap<String, String> tags = new TreeMap<>();
    private @Nullable String webAddress;
    private @Nullable String bindAddress;
    private OptionalInt port = OptionalInt.empty();
    private @Nullable String advertiseAddress;
    private OptionalInt advertisePort = OptionalInt.empty();
    private MembershipConfig membership = MembershipConfig.lan();
    private OverlayConfig overlay = OverlayConfig.defaults();
    private TopologyConfig topology = TopologyConfig.defaults();
    private MonitorConfig monitor = MonitorConfig.defaults();
    private CommsConfig comms = CommsConfig.defaults();
    private Duration startTimeout = Duration.ofSeconds(10);
    private Duration leaveTimeout = Duration.ofSeconds(5);
    private @Nullable FaultPlan faults;

    SwarmBuilder() {}

    @Override
    SwarmBuilder self() {
        return this;
    }

    /** Off: the node is alone and opens no socket. Starts as on. */
    public SwarmBuilder enabled(boolean value) {
        enabled = value;
        return this;
    }

    /** Name of the cluster; starts as {@code swarm}; empty for none. */
    public SwarmBuilder cluster(String value) {
        cluster = value;
        return this;
    }

    /** What nodes must share to be let in; starts as nothing. */
    public SwarmBuilder trust(Trust value) {
        trust = value;
        return this;
    }

    /** Short for {@link #trust} with a secret. */
    public SwarmBuilder secret(String value) {
        return trust(Trust.secret(value));
    }

    /** Certificates of the user's own for connections between nodes, which are under TLS by them then. */
    public SwarmBuilder tls(TlsIdentity value) {
        return tls(() -> value);
    }

    /**
     * As {@link #tls(TlsIdentity)}, but they may change while the node runs.
     *
     * @param value asked for each new connection, on the protocol's thread, so it must not block; standing connections
     *     stay as they are
     */
    public SwarmBuilder tls(Supplier<TlsIdentity> value) {
        tls = value;
        return this;
    }

    /** Name of the node, unique in the cluster; starts as {@code swarm@<host>:<port>}. */
    public SwarmBuilder name(String value) {
        name = NodeId.of(value);
        return this;
    }

    /** Role of the node; starts as wingmate. */
    public SwarmBuilder role(Role value) {
        role = value;
        return this;
    }

    /** Name of the service the node belongs to; starts as {@code swarm}. */
    public SwarmBuilder service(String value) {
        service = value;
        return this;
    }

    /** One more tag. */
    public SwarmBuilder tag(String key, String value) {
        tags.put(key, value);
        return this;
    }

    /** More tags. */
    public SwarmBuilder tags(Map<String, String> values) {
        tags.putAll(values);
        return this;
    }

    /** Base address of the node's web server, {@code null} without one; see also {@link Swarm#updateWebAddress}. */
    public SwarmBuilder webAddress(@Nullable String value) {
        webAddress = value;
        return this;
    }

    /** Where to listen; {@code 0.0.0.0} for everywhere; {@code null} to choose, see {@link SwarmConfig.Endpoint}. */
    public SwarmBuilder bindAddress(@Nullable String value) {
        bindAddress = value;
        return this;
    }

    /** Port to listen on, 0 for any; starts as 7946 or the next free one up to 7999. */
    public SwarmBuilder port(int value) {
        port = OptionalInt.of(value);
        return this;
    }

    /** IP address or name under which others reach the node, {@code null} for the bound one. */
    public SwarmBuilder advertiseAddress(@Nullable String value) {
        advertiseAddress = value;
        return this;
    }

    /** Port under which others reach the node; starts as the bound one. */
    public SwarmBuilder advertisePort(int value) {
        advertisePort = OptionalInt.of(value);
        return this;
    }

    /** The numbers of shared state; start as {@link OverlayConfig#defaults()}. */
    public SwarmBuilder overlay(OverlayConfig value) {
        overlay = value;
        return this;
    }

    /** The numbers of roles and command; start as {@link TopologyConfig#defaults()}. */
    public SwarmBuilder topology(TopologyConfig value) {
        topology = value;
        return this;
    }

    /** Sets the numbers of the monitor. */
    public SwarmBuilder monitor(MonitorConfig value) {
        monitor = value;
        return this;
    }

    /** Sets the numbers of messages between nodes. */
    public SwarmBuilder comms(CommsConfig value) {
        comms = value;
        return this;
    }

    /** The numbers of the membership protocol; start as {@link MembershipConfig#lan()}. */
    public SwarmBuilder membership(MembershipConfig value) {
        membership = value;
        return this;
    }

    /** Longest time {@link Swarm#start()} waits until the node has found its place; starts as 10 s. */
    public SwarmBuilder startTimeout(Duration value) {
        startTimeout = value;
        return this;
    }

    /** Longest time for saying goodbye; starts as 5 s. */
    public SwarmBuilder leaveTimeout(Duration value) {
        leaveTimeout = value;
        return this;
    }

    /** Lets the network be split at will, for demonstrations and tests only; {@code null}, as it starts, for never. */
    public SwarmBuilder faults(@Nullable FaultPlan value) {
        faults = value;
        return this;
    }

    /**
     * Returns the settings.
     *
     * @throws IllegalArgumentException naming the property that is out of its bounds
     */
    public SwarmConfig config() {
        return new SwarmConfig(
                enabled,
                cluster,
                trust,
                tls,
                new SwarmConfig.Identity(name, role, service, tags, webAddress),
                new SwarmConfig.Endpoint(bindAddress, port, advertiseAddress, advertisePort),
                membership,
                overlay,
                topology,
                monitor,
                comms,
                workers(),
                search(),
                new SwarmConfig.Patience(startTimeout, leaveTimeout),
                faults);
    }

    /**
     * Returns a node that is not started yet.
     *
     * @throws IllegalArgumentException naming the property that is out of its bounds
     */
    public Swarm build() {
        return new Swarm(config());
    }
}
