package dev.swarm.spring.integration;

import dev.swarm.api.CommanderLease;
import dev.swarm.api.Member;
import dev.swarm.api.MemberStatus;
import dev.swarm.api.Role;
import dev.swarm.api.SwarmTopology;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.integration.leader.Context;

/**
 * One command of this node, as Spring Integration sees it. It stays the same command: when this node commands anew,
 * that is another one, with another context.
 */
final class Command implements Context {

    private static final Logger LOG = LoggerFactory.getLogger(Command.class);

    private final SwarmTopology topology;
    private final CommanderLease lease;
    private final String role;

    Command(SwarmTopology topology, CommanderLease lease, String role) {
        this.topology = topology;
        this.lease = lease;
        this.role = role;
    }

    long term() {
        return lease.term();
    }

    /** Asks the lease, so it is right also while the event of its end is still on its way. */
    @Override
    public boolean isLeader() {
        return lease.isValid();
    }

    /**
     * Hands over to the node that would be next, which stays the first choice from then on. Without another node that
     * could command, nothing happens.
     */
    @Override
    public void yield() {
        if (!isLeader()) {
            return;
        }
        Optional<Member> next = next();
        if (next.isEmpty()) {
            LOG.warn("This node goes on to command: there is no other that could");
            return;
        }
        CompletableFuture<Void> unused = topology.promote(next.get().id(), Role.COMMANDER)
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        LOG.warn("The command was not handed over: {}", failure.getMessage());
                    }
                });
    }

    @Override
    public String getRole() {
        return role;
    }

    @Override
    public String toString() {
        return "Command[role=" + role + ", term=" + term() + ", isLeader=" + isLeader() + "]";
    }

    private Optional<Member> next() {
        return topology.nodes().stream()
                .filter(member ->
                        !member.isGuest() && !member.id().equals(topology.self().id()))
                .filter(member -> member.role() == Role.WINGMATE && member.status() == MemberStatus.HEALTHY)
                .min(Comparator.comparing(Command::startedAt)
                        .thenComparing(member -> member.id().name()));
    }

    private static Instant startedAt(Member member) {
        Member.Profile profile = member.profile();
        return profile == null ? Instant.MAX : profile.startedAt();
    }
}
