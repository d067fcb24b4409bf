package dev.swarm.sim.check;

import dev.swarm.api.NodeId;
import dev.swarm.api.Role;
import dev.swarm.api.event.CommanderElected;
import dev.swarm.api.event.CommanderLost;
import dev.swarm.api.event.QuorumLost;
import dev.swarm.api.event.QuorumRegained;
import dev.swarm.api.event.RoleChanged;
import dev.swarm.api.event.SwarmEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Elected and lost alternate, with the same node and term for each pair; terms never fall, and are equal only if sight
 * of the same commander was lost and regained. Quorum lost and regained alternate, beginning with regained. A role
 * changes from the one told last.
 */
public final class CommandEventsAlternate implements Invariant {

    private final Map<NodeId, Role> roles = new HashMap<>();
    private @Nullable CommanderElected last;
    private boolean standing;
    private boolean met;

    @Override
    public Optional<String> violation(Step step) {
        for (SwarmEvent fact : step.facts()) {
            String wrong = fold(fact);
            if (wrong != null) {
                return Optional.of(wrong + ": " + fact);
            }
        }
        return Optional.empty();
    }

    private @Nullable String fold(SwarmEvent fact) {
        if (fact instanceof CommanderElected elected) {
            return onElected(elected);
        } else if (fact instanceof CommanderLost lost) {
            CommanderElected before = standing ? last : null;
            standing = false;
            return before == null || !lost.node().equals(before.node()) || before.term() != lost.term()
                    ? "lost what was not elected last, " + before
                    : null;
        } else if (fact instanceof QuorumRegained || fact instanceof QuorumLost) {
            boolean now = fact instanceof QuorumRegained;
            boolean changes = now != met;
            met = now;
            return changes ? null : "the quorum was that way before";
        } else if (fact instanceof RoleChanged change) {
            Role before = roles.put(change.node(), change.current());
            return change.previous() == change.current() || (before != null && before != change.previous())
                    ? "the role told last was " + before
                    : null;
        }
        return null;
    }

    private @Nullable String onElected(CommanderElected elected) {
        CommanderElected before = last;
        boolean rises = before == null
                || elected.term() > before.term()
                || (elected.term() == before.term() && elected.node().equals(before.node()));
        String wrong = standing || !rises ? "elected after " + before : null;
        last = elected;
        standing = true;
        return wrong;
    }
}
