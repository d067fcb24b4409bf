package dev.swarm.engine.wire.registry;

import dev.swarm.api.registry.RestartPolicy;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * From what any node can start a managed worker, and where its name belongs; all that survives its lives.
 *
 * @param type worker type
 * @param args what the factory gets, opaque here; nobody may change the array
 * @param policy what follows when a life ends
 * @param hint where it should live, {@code null} for none
 * @param groups of which the name is a member; not to be changed
 */
public record Recipe(
        String type,
        byte[] args,
        RestartPolicy policy,
        @Nullable String hint,
        SortedSet<String> groups) {

    /** Returns the same with another hint. */
    public Recipe withHint(@Nullable String other) {
        return new Recipe(type, args, policy, other, groups);
    }

    /** Returns the same with other groups. */
    public Recipe withGroups(SortedSet<String> others) {
        return new Recipe(type, args, policy, hint, others);
    }
}
