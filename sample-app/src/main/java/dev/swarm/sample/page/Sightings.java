package dev.swarm.sample.page;

import dev.swarm.api.ClusterView;
import dev.swarm.api.Member;
import dev.swarm.api.MemberStatus;
import dev.swarm.api.NodeId;
import dev.swarm.sample.page.PageView.Measured;
import dev.swarm.sample.page.PageView.Node;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Remembers since when each member is what it is. Holds exactly the members of the last view, so it never outgrows it.
 * One thread at a time.
 */
final class Sightings {

    private final Function<NodeId, Measured> measured;
    private final Map<NodeId, Sighting> known = new HashMap<>();

    /**
     * Makes one that has seen nobody.
     *
     * @param measured what is measured of a member at the moment
     */
    Sightings(Function<NodeId, Measured> measured) {
        this.measured = measured;
    }

    /**
     * Returns the nodes of a view, each with the time of the first view that showed it so.
     *
     * @param now the time of this view
     */
    List<Node> update(ClusterView view, Instant now) {
        List<Node> nodes = view.members().stream()
                .map(member -> Node.of(
                        member, since(member, member.id().equals(view.self()), now), measured.apply(member.id())))
                .toList();
        known.keySet().retainAll(view.members().stream().map(Member::id).collect(Collectors.toSet()));
        return nodes;
    }

    private Instant since(Member member, boolean self, Instant now) {
        Member.Profile profile = member.profile();
        Instant startedAt = profile == null ? null : profile.startedAt();
        if (self && startedAt != null) {
            return startedAt;
        }
        Sighting last = known.get(member.id());
        if (last == null || last.status != member.status() || !last.isOf(startedAt)) {
            last = new Sighting(member.status(), startedAt, now);
            known.put(member.id(), last);
        }
        return last.since;
    }

    /** A restart between two views shows in nothing but the start time. */
    private record Sighting(MemberStatus status, @Nullable Instant startedAt, Instant since) {

        boolean isOf(@Nullable Instant start) {
            return startedAt == null ? start == null : startedAt.equals(start);
        }
    }
}
