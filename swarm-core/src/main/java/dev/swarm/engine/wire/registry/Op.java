package dev.swarm.engine.wire.registry;

import dev.swarm.api.registry.StopMode;
import org.jspecify.annotations.Nullable;

/** What one node asks of the one that has, or should have, a name. */
public sealed interface Op {

    /**
     * Start a worker, if the name is free.
     *
     * @param recipe how
     */
    record Register(Recipe recipe) implements Op {}

    /**
     * End its life, and the name.
     *
     * @param mode how
     * @param token of the only life that is meant; 0 for any
     */
    record Stop(StopMode mode, long token) implements Op {}

    /** End the name, not the life. */
    record Unregister() implements Op {}

    /** Make the name a member of a group. */
    record Join(String group) implements Op {}

    /** End a membership. */
    record Leave(String group) implements Op {}

    /** Change where it should live. */
    record Hint(@Nullable String hint) implements Op {}
}
