package dev.swarm.engine.wire.registry;

import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * What the store has under a name: where it lives says the write's origin, which is the process that asserts it.
 *
 * @param token fencing token of the present life; above zero
 * @param recipe how to start it elsewhere; {@code null} for a name that was registered where it is
 * @param groups of a local name; empty for a managed one, whose recipe has them
 */
public record NameValue(long token, @Nullable Recipe recipe, SortedSet<String> groups) {

    /** Returns the groups, wherever they stand. */
    public SortedSet<String> memberships() {
        return recipe == null ? groups : recipe.groups();
    }
}
