package dev.swarm.api.registry;

import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a managed name is registered with: the recipe from which any node can start it.
 *
 * @param name 1 to 900 bytes in UTF-8, without control characters
 * @param type the worker type, of which each node that may own the name has a factory; 1 to 200 bytes
 * @param args for the factory, anything that Jackson can write; {@code null} for none
 * @param policy what follows when a life ends
 * @param hint where it should live, for placement strategies that mind it, such as the name of a node; {@code null} for
 *     none. The strategies {@code ring} and {@code static-quorum} do not mind it
 * @param groups the groups it is a member of from the start; at most 64
 */
public record WorkerSpec(
        String name,
        String type,
        @Nullable Object args,
        RestartPolicy policy,
        @Nullable String hint,
        SortedSet<String> groups) {

    /** Takes a copy of the groups. */
    public WorkerSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(policy, "policy");
        groups = new TreeSet<>(groups);
    }

    /** Returns a recipe with {@link RestartPolicy#TRANSIENT}, without hint and groups. */
    public static WorkerSpec of(String name, String type, @Nullable Object args) {
        return new WorkerSpec(name, type, args, RestartPolicy.TRANSIENT, null, new TreeSet<>());
    }

    /** Returns the same with another policy. */
    public WorkerSpec with(RestartPolicy other) {
        return new WorkerSpec(name, type, args, other, hint, groups);
    }

    /** Returns the same with another hint. */
    public WorkerSpec near(String other) {
        return new WorkerSpec(name, type, args, policy, other, groups);
    }

    /** Returns the same as a member of one more group. */
    public WorkerSpec in(String group) {
        SortedSet<String> more = new TreeSet<>(groups);
        more.add(group);
        return new WorkerSpec(name, type, args, policy, hint, more);
    }
}
