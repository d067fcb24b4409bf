package dev.swarm.spring.actuate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.swarm.Swarm;
import dev.swarm.api.ClusterView;
import dev.swarm.api.Decision;
import dev.swarm.api.Member;
import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeHealth;
import dev.swarm.api.NodeHealth.RoundTrip;
import dev.swarm.api.NodeId;
import dev.swarm.api.Role;
import dev.swarm.api.SwarmDiscovery;
import dev.swarm.api.SwarmTopology;
import dev.swarm.api.discovery.DiscoveryStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What the endpoint says of the whole cluster. Fields without a value are there as {@code null}, so that the shape is
 * always the same.
 *
 * @param cluster name of the cluster
 * @param self name of this node
 * @param role role of this node
 * @param commander who commands, {@code null} if nobody does
 * @param quorum whether enough nodes are here for one to command
 * @param nodes every member that is remembered, this node included, sorted by name
 * @param discovery how each topology fares, sorted by name
 * @param trail what this node decided last about roles and the command, the latest first
 */
@JsonInclude(Include.ALWAYS)
public record SwarmDescriptor(
        String cluster,
        String self,
        String role,
        @Nullable Commander commander,
        Quorum quorum,
        List<Node> nodes,
        List<Topology> discovery,
        List<Step> trail)
        implements OperationResponseBody {

    private static final double MICROS_PER_MILLI = 1_000;

    static SwarmDescriptor of(Swarm swarm, SwarmTopology topology, SwarmDiscovery discovery, Links links) {
        ClusterView view = swarm.view();
        Map<NodeId, Role> roles = roles(topology);
        return new SwarmDescriptor(
                swarm.config().cluster(),
                view.self().name(),
                topology.role().label(),
                topology.commander().map(Commander::of).orElse(null),
                Quorum.of(topology),
                view.members().stream()
                        .map(member -> Node.of(member, roles, links))
                        .toList(),
                discovery.status().stream().map(Topology::of).toList(),
                topology.trail().stream().map(Step::of).toList());
    }

    /** What nodes that are here do now; of others only what they were started as is known. */
    private static Map<NodeId, Role> roles(SwarmTopology topology) {
        return topology.nodes().stream().collect(Collectors.toMap(Member::id, Member::role));
    }

    /** To the microsecond: what is beyond says nothing. */
    private static double millis(Duration time) {
        return TimeUnit.NANOSECONDS.toMicros(time.toNanos()) / MICROS_PER_MILLI;
    }

    /**
     * Who commands.
     *
     * @param node name of the commander
     * @param term number of the command, higher for each new one
     * @param leaseUntil when the command ends unless it is renewed; {@code null} if this node is not told of renewals
     */
    @JsonInclude(Include.ALWAYS)
    public record Commander(
            String node, long term, @Nullable Instant leaseUntil) {

        static Commander of(dev.swarm.api.Commander commander) {
            return new Commander(commander.node().name(), commander.term(), commander.leaseUntil());
        }
    }

    /**
     * One decision, and why.
     *
     * @param time when, by this node's clock
     * @param node name of the node it is about
     * @param text what was decided, with the reason
     */
    public record Step(Instant time, String node, String text) {

        static Step of(Decision decision) {
            return new Step(decision.time(), decision.node().name(), decision.text());
        }
    }

    /**
     * What the endpoint says of one member when it is asked for that one alone.
     *
     * @param node as among all
     * @param rttHistory its last round-trip times in milliseconds, newest first; empty for this node itself
     * @param lastSeen when it last gave a sign of life, {@code null} if never, and for this node itself
     * @param missed how many questions in a row it has not answered
     * @param trail what this node decided last about it, the latest first
     */
    @JsonInclude(Include.ALWAYS)
    public record Detail(
            @JsonUnwrapped Node node,
            List<Double> rttHistory,
            @Nullable Instant lastSeen,
            int missed,
            List<Step> trail) implements OperationResponseBody {

        static Detail of(Member member, SwarmTopology topology, Links links) {
            NodeHealth health = links.health(member.id()).orElse(null);
            return new Detail(
                    Node.of(member, roles(topology), links),
                    health == null
                            ? List.of()
                            : health.history().stream()
                                    .map(SwarmDescriptor::millis)
                                    .toList(),
                    health == null ? null : health.lastSeen(),
                    health == null ? 0 : health.missed(),
                    topology.trail().stream()
                            .filter(decision -> decision.node().equals(member.id()))
                            .map(Step::of)
                            .toList());
        }
    }

    /**
     * What the endpoint says of one member.
     *
     * @param name its name
     * @param address where it receives membership traffic, as host and port
     * @param status healthy, suspect, down or left
     * @param role its role
     * @param incarnation number of the claim that is believed
     * @param startedAt when it joined, {@code null} for a guest
     * @param guest whether it is a member without the data plane
     * @param service name of the service it belongs to, {@code null} for a guest
     * @param tags its free keys and values
     * @param link how it is reached from here, {@code null} for this node itself
     */
    @JsonInclude(Include.ALWAYS)
    public record Node(
            String name,
            String address,
            String status,
            String role,
            long incarnation,
            @Nullable Instant startedAt,
            boolean guest,
            @Nullable String service,
            Map<String, String> tags,
            @Nullable Link link) {

        static Node of(Member member, Map<NodeId, Role> roles, Links links) {
            Member.Profile profile = member.profile();
            return new Node(
                    member.id().name(),
                    member.address().toString(),
                    member.status().label(),
                    roles.getOrDefault(member.id(), member.role()).label(),
                    member.incarnation().value(),
                    profile == null ? null : profile.startedAt(),
                    member.isGuest(),
                    profile == null ? null : profile.service(),
                    profile == null ? Map.of() : profile.tags(),
                    links.health(member.id())
                            .map(health -> Link.of(health, links))
                            .orElse(null));
        }
    }

    /**
     * How a member is reached from here.
     *
     * @param quality level of the link, in lower case
     * @param rttMs mean round-trip time in milliseconds, {@code null} before the first
     * @param rttP99Ms round-trip time in milliseconds that 99 % are below, {@code null} before the first
     * @param loss lost part of the last questions and answers, 0 to 1
     * @param via who passes messages on because the direct link is gone, {@code null} if nobody does
     */
    @JsonInclude(Include.ALWAYS)
    public record Link(
            String quality,
            @Nullable Double rttMs,
            @Nullable Double rttP99Ms,
            double loss,
            @Nullable String via) {

        static Link of(NodeHealth health, Links links) {
            return new Link(
                    health.quality().label(),
                    health.roundTrip()
                            .map(RoundTrip::mean)
                            .map(SwarmDescriptor::millis)
                            .orElse(null),
                    health.roundTrip()
                            .map(RoundTrip::p99)
                            .map(SwarmDescriptor::millis)
                            .orElse(null),
                    health.loss(),
                    links.via(health.node()).map(NodeId::name).orElse(null));
        }
    }

    /**
     * How one topology fares.
     *
     * @param topology its name
     * @param strategy what kind of strategy it has
     * @param state idle, ok or failing
     * @param lastSuccess when a look-up last succeeded, {@code null} if never
     * @param lastError what last went wrong, {@code null} if nothing since the last success
     * @param peers addresses of the last successful look-up, as host and port
     */
    @JsonInclude(Include.ALWAYS)
    public record Topology(
            String topology,
            String strategy,
            String state,
            @Nullable Instant lastSuccess,
            @Nullable String lastError,
            List<String> peers) {

        static Topology of(DiscoveryStatus status) {
            return new Topology(
                    status.topology(),
                    status.strategy(),
                    status.state().label(),
                    status.lastSuccess(),
                    status.lastError(),
                    status.peers().stream().map(NodeAddress::toString).toList());
        }
    }
}
