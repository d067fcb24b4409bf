package dev.swarm.sim.check;

import dev.swarm.api.Member;
import java.util.Optional;

/** Who was given up, or said goodbye, comes back only by a claim of its own: at a higher incarnation. */
public final class DownOnlyUndoneByHigherIncarnation implements Invariant {

    @Override
    public Optional<String> violation(Step step) {
        Step.Look look = step.look();
        if (look == null) {
            return Optional.empty();
        }
        for (MemberChange change : look.changes()) {
            Member before = change.before();
            Member after = change.after();
            if (before != null && after != null && isBackAtNoHigher(before, after)) {
                return Optional.of(before + " became " + after);
            }
        }
        return Optional.empty();
    }

    private static boolean isBackAtNoHigher(Member before, Member after) {
        boolean isBack = !before.status().isLive() && after.status().isLive();
        return isBack && !after.incarnation().isAbove(before.incarnation());
    }
}
