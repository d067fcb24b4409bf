package dev.swarm.sim.check;

import dev.swarm.api.Member;
import dev.swarm.api.NodeId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one member differs between two views of one process.
 *
 * @param node which member
 * @param before what was known, {@code null} if it is new
 * @param after what is known, {@code null} if it was forgotten
 */
public record MemberChange(
        NodeId node, @Nullable Member before, @Nullable Member after) {

    /** Compares two lists, each sorted by name, by one walk through both. */
    public static List<MemberChange> between(List<Member> before, List<Member> after) {
        List<MemberChange> changes = new ArrayList<>();
        int b = 0;
        int a = 0;
        while (b < before.size() || a < after.size()) {
            int order = order(before, b, after, a);
            Member old = order <= 0 ? before.get(b++) : null;
            Member fresh = order >= 0 ? after.get(a++) : null;
            if (old != null && fresh != null) {
                if (!old.equals(fresh)) {
                    changes.add(new MemberChange(fresh.id(), old, fresh));
                }
            } else if (old != null) {
                changes.add(new MemberChange(old.id(), old, null));
            } else if (fresh != null) {
                changes.add(new MemberChange(fresh.id(), null, fresh));
            }
        }
        return changes;
    }

    private static int order(List<Member> before, int b, List<Member> after, int a) {
        if (b == before.size()) {
            return 1;
        }
        return a == after.size()
                ? -1
                : before.get(b).id().compareTo(after.get(a).id());
    }
}
