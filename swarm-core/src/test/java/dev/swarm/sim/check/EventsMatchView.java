package dev.swarm.sim.check;

import dev.swarm.api.ClusterView;
import dev.swarm.api.Member;
import dev.swarm.api.MemberStatus;
import dev.swarm.api.NodeId;
import dev.swarm.api.event.MemberEvent;
import dev.swarm.api.event.NodeLeft;
import dev.swarm.api.event.NodeStatusChanged;
import dev.swarm.api.event.NodeUp;
import dev.swarm.api.event.SwarmEvent;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who only listens knows what who only looks knows. Up and gone alternate for each member, beginning with up; a status
 * change starts from the status told last and comes before the up or gone it causes; and what was told adds up to the
 * view.
 */
public final class EventsMatchView implements Invariant {

    private final SortedMap<NodeId, Told> told = new TreeMap<>();

    @Override
    public Optional<String> violation(Step step) {
        for (SwarmEvent fact : step.facts()) {
            Optional<String> wrong = fact instanceof MemberEvent event ? fold(event) : Optional.empty();
            if (wrong.isPresent()) {
                return wrong.map(text -> text + ": " + fact);
            }
        }
        Step.Look look = step.look();
        if (look == null) {
            return Optional.empty();
        }
        for (MemberChange change : look.changes()) {
            Optional<String> wrong = forget(change);
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return mismatch(look.view());
    }

    private Optional<String> fold(MemberEvent event) {
        Member member = event.member();
        Told before = told.get(event.node());
        boolean wasLive = before != null && before.isUp;
        String wrong = wrong(event, before, wasLive);
        boolean isUp = event instanceof NodeUp || (event instanceof NodeStatusChanged && wasLive);
        told.put(event.node(), new Told(member.status(), isUp));
        return Optional.ofNullable(wrong);
    }

    private static @Nullable String wrong(MemberEvent event, @Nullable Told before, boolean wasLive) {
        MemberStatus status = event.member().status();
        if (event instanceof NodeStatusChanged change) {
            if (change.previous() == status) {
                return "no change at all";
            }
            return before == null || before.status != change.previous() ? "told last was " + before : null;
        }
        if (event instanceof NodeUp) {
            return wasLive || !status.isLive() ? "up, but told last was " + before : null;
        }
        MemberStatus expected = event instanceof NodeLeft ? MemberStatus.LEFT : MemberStatus.DOWN;
        return wasLive && status == expected ? null : "gone, but told last was " + before;
    }

    private Optional<String> mismatch(ClusterView view) {
        for (Member member : view.members()) {
            Told last = told.get(member.id());
            boolean isSelf = member.id().equals(view.self());
            if (!isSelf && (last == null ? member.status().isLive() : !last.fits(member.status()))) {
                return Optional.of("the view shows " + member + ", told last was " + last);
            }
        }
        return Optional.empty();
    }

    /** Whom the view forgot must have been told as gone before. */
    private Optional<String> forget(MemberChange change) {
        Told last = change.after() == null ? told.remove(change.node()) : null;
        return last != null && last.isUp
                ? Optional.of("the view lacks " + change.node() + ", told last was " + last)
                : Optional.empty();
    }

    private record Told(MemberStatus status, boolean isUp) {

        private boolean fits(MemberStatus shown) {
            return status == shown && isUp == shown.isLive();
        }
    }
}
