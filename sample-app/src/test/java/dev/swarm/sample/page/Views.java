package dev.swarm.sample.page;

import dev.swarm.api.ClusterView;
import dev.swarm.api.Incarnation;
import dev.swarm.api.LinkQuality;
import dev.swarm.api.Member;
import dev.swarm.api.MemberStatus;
import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeHealth;
import dev.swarm.api.NodeHealth.RoundTrip;
import dev.swarm.api.NodeId;
import dev.swarm.api.Role;
import dev.swarm.sample.page.PageView.Link;
import dev.swarm.sample.page.PageView.Measured;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Views of a cluster, as a node might have them. */
final class Views {

    static final Instant START = Instant.parse("2026-05-04T10:00:00Z");

    private Views() {}

    /** A view whose first member is the node itself. */
    static ClusterView of(Member... members) {
        List<Member> sorted = Arrays.stream(members)
                .sorted((a, b) -> a.id().compareTo(b.id()))
                .toList();
        return new ClusterView(1, members[0].id(), sorted, 0);
    }

    static Member node(String name, MemberStatus status) {
        return node(name, status, START);
    }

    static Member node(String name, MemberStatus status, Instant startedAt) {
        return new Member(
                NodeId.of(name),
                NodeAddress.loopback(7946),
                status,
                new Incarnation(1_777_888_999),
                Role.WINGMATE,
                new Member.Profile(startedAt, "superhero", "http://127.0.0.1:4901", Map.of("city", "yes")));
    }

    /** Only gotham was ever measured. */
    static Optional<NodeHealth> health(NodeId node) {
        Duration rtt = Duration.ofNanos(12_345_678);
        RoundTrip times = new RoundTrip(rtt, rtt, rtt, rtt);
        return node.name().equals("gotham")
                ? Optional.of(
                        new NodeHealth(node, MemberStatus.HEALTHY, LinkQuality.GOOD, START, 0, 0, times, List.of(rtt)))
                : Optional.empty();
    }

    static Measured measured(NodeId node) {
        return new Measured(health(node).map(Link::of).orElse(null), 0, null);
    }

    static Member guest(String name, MemberStatus status) {
        return new Member(NodeId.of(name), NodeAddress.loopback(7950), status, new Incarnation(7), Role.OBSERVER, null);
    }
}
