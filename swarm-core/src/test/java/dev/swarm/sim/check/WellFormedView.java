package dev.swarm.sim.check;

import dev.swarm.api.ClusterView;
import dev.swarm.api.Member;
import dev.swarm.api.NodeId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A view lists each member once, sorted by name, its own node among them; its version grows when anything changed. */
public final class WellFormedView implements Invariant {

    private @Nullable ClusterView last;

    @Override
    public Optional<String> violation(Step step) {
        Step.Look look = step.look();
        if (look == null) {
            return Optional.empty();
        }
        ClusterView before = last;
        ClusterView view = look.view();
        last = view;
        if (before != null && !view.equals(before) && view.version() <= before.version()) {
            return Optional.of("version " + view.version() + " follows " + before.version());
        }
        if (!view.self().equals(step.self()) || view.member(step.self()).isEmpty()) {
            return Optional.of("its own node is missing from " + view);
        }
        return disorder(view.members());
    }

    private static Optional<String> disorder(List<Member> members) {
        for (int i = 1; i < members.size(); i++) {
            NodeId one = members.get(i - 1).id();
            NodeId next = members.get(i).id();
            if (one.compareTo(next) >= 0) {
                return Optional.of(one + " is listed before " + next);
            }
        }
        return Optional.empty();
    }
}
