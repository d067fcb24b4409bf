package dev.swarm.spring.cloud;

import dev.swarm.api.Incarnation;
import dev.swarm.api.Member;
import dev.swarm.api.MemberStatus;
import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import dev.swarm.api.Role;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one place where these tests make members. */
final class Members {

    static final int PORT = 7946;

    private Members() {}

    /** Returns a healthy member of a service. */
    static Member member(String name, String service, @Nullable String webAddress) {
        return member(name, MemberStatus.HEALTHY, service, webAddress, Map.of());
    }

    /** Returns a member with tags. */
    static Member member(
            String name, MemberStatus status, String service, @Nullable String webAddress, Map<String, String> tags) {
        return new Member(
                NodeId.of(name),
                NodeAddress.loopback(PORT),
                status,
                Incarnation.ZERO,
                Role.WINGMATE,
                new Member.Profile(Instant.EPOCH, service, webAddress, tags));
    }

    /** Returns a member without our data plane. */
    static Member guest(String name) {
        return new Member(
                NodeId.of(name),
                NodeAddress.loopback(PORT),
                MemberStatus.HEALTHY,
                Incarnation.ZERO,
                Role.WINGMATE,
                null);
    }
}
