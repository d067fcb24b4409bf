package dev.swarm.registry;

import dev.swarm.api.registry.WorkerRef;
import org.jspecify.annotations.Nullable;

/** What this node knows of names; any thread. */
public interface Directory {

    /** Returns where a name lives, {@code null} if nowhere. */
    @Nullable
    WorkerRef whereis(String name);

    /** Tells whether a name is registered, be it between two lives. */
    boolean isKnown(String name);
}
