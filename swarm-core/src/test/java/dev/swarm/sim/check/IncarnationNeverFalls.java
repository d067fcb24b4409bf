package dev.swarm.sim.check;

import dev.swarm.api.Member;
import java.util.Optional;

/**
 * As long as a node remembers a member, the incarnation it believes of it never falls; not when the member restarts,
 * nor when it moves. Otherwise an old claim could bring back what was refuted.
 */
public final class IncarnationNeverFalls implements Invariant {

    @Override
    public Optional<String> violation(Step step) {
        Step.Look look = step.look();
        if (look == null) {
            return Optional.empty();
        }
        for (MemberChange change : look.changes()) {
            Member before = change.before();
            Member after = change.after();
            if (before != null && after != null && after.incarnation().isBelow(before.incarnation())) {
                return Optional.of(before + " became " + after);
            }
        }
        return Optional.empty();
    }
}
