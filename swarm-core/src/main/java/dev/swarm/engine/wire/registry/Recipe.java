package dev.swarm.engine.wire.registry;

import dev.swarm.api.registry.RestartPolicy;
import java.util.Arrays;
import java.util.Objects;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * From what any node can start a managed worker, and where its name belongs; all that survives its lives. Immutable,
 * and compared by value.
 */
public final class Recipe {

    private final String type;
    private final byte[] args;
    private final RestartPolicy policy;
    private final @Nullable String hint;
    private final SortedSet<String> groups;

    /**
     * Makes one.
     *
     * @param type worker type
     * @param args what the factory gets, opaque here; nobody may change the array
     * @param policy what follows when a life ends
     * @param hint where it should live, {@code null} for none
     * @param groups of which the name is a member; nobody may change the set
     */
    public Recipe(String type, byte[] args, RestartPolicy policy, @Nullable String hint, SortedSet<String> groups) {
        this.type = type;
        this.args = args;
        this.policy = policy;
        this.hint = hint;
        this.groups = groups;
    }

    /** Returns the worker type. */
    public String type() {
        return type;
    }

    /** Returns what the factory gets: the array itself, which must not be changed. */
    public byte[] args() {
        return args;
    }

    /** Returns what follows when a life ends. */
    public RestartPolicy policy() {
        return policy;
    }

    /** Returns where it should live, {@code null} for wherever. */
    public @Nullable String hint() {
        return hint;
    }

    /** Returns the groups of which the name is a member; the set itself, which must not be changed. */
    public SortedSet<String> groups() {
        return groups;
    }

    /** Returns the same with another hint. */
    public Recipe withHint(@Nullable String other) {
        return new Recipe(type, args, policy, other, groups);
    }

    /** Returns the same with other groups. */
    public Recipe withGroups(SortedSet<String> others) {
        return new Recipe(type, args, policy, hint, others);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Recipe that
                && type.equals(that.type)
                && Arrays.equals(args, that.args)
                && policy == that.policy
                && Objects.equals(hint, that.hint)
                && groups.equals(that.groups);
    }

    @Override
    public int hashCode() {
        return Objects.hash(type, Arrays.hashCode(args), policy, hint, groups);
    }

    @Override
    public String toString() {
        return "Recipe[" + type + ", " + args.length + " bytes, " + policy + ", hint " + hint + ", " + groups + "]";
    }
}
