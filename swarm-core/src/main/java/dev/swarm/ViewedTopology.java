package dev.swarm;

import dev.swarm.api.ClusterView;
import dev.swarm.api.Commander;
import dev.swarm.api.CommanderLease;
import dev.swarm.api.Decision;
import dev.swarm.api.Incarnation;
import dev.swarm.api.Member;
import dev.swarm.api.MemberStatus;
import dev.swarm.api.NodeId;
import dev.swarm.api.Quorum;
import dev.swarm.api.Role;
import dev.swarm.api.SwarmTopology;
import dev.swarm.api.failure.UnknownNodeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The topology as the last published view has it. */
final class ViewedTopology implements SwarmTopology {

    private final Supplier<ClusterView> view;

    ViewedTopology(Supplier<ClusterView> view) {
        this.view = view;
    }

    @Override
    public Member self() {
        return view.get().selfMember();
    }

    @Override
    public List<Member> nodes() {
        return view.get().members().stream()
                .filter(member -> member.status().isLive())
                .toList();
    }

    @Override
    public Optional<CommanderLease> lease() {
        return Optional.empty();
    }

    @Override
    public Optional<Commander> commander() {
        return Optional.empty();
    }

    @Override
    public Quorum quorum() {
        return new Quorum(1, nodeCount());
    }

    @Override
    public CompletableFuture<Void> promote(NodeId node, Role role) {
        return CompletableFuture.failedFuture(new UnknownNodeException(node));
    }

    @Override
    public List<Decision> trail() {
        return List.of();
    }

    /** Returns what a node knows that was never started: itself. */
    static ClusterView alone(SwarmConfig config) {
        Place place = Place.alone(config);
        SwarmConfig.Identity identity = config.identity();
        Member self = new Member(
                place.self(),
                place.advertised(),
                MemberStatus.HEALTHY,
                Incarnation.ZERO,
                identity.role(),
                new Member.Profile(Instant.EPOCH, identity.service(), identity.webAddress(), identity.tags()));
        return new ClusterView(0, place.self(), List.of(self), 0);
    }
}
