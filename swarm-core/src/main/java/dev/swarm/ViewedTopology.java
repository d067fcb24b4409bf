package dev.swarm;

import dev.swarm.api.ClusterView;
import dev.swarm.api.Incarnation;
import dev.swarm.api.Member;
import dev.swarm.api.MemberStatus;
import dev.swarm.api.SwarmTopology;
import java.time.Instant;
import java.util.List;
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
