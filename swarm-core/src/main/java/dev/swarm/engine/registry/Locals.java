package dev.swarm.engine.registry;

import dev.swarm.api.registry.StopReason;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** The names that users of this node registered for what they have. */
final class Locals {

    private final Map<String, Local> byName = new HashMap<>();
    private final Map<Long, Local> byCopy = new HashMap<>();
    private final Map<Long, Local> ending = new LinkedHashMap<>();

    /** One of them. */
    static final class Local {

        final long copy;
        final String name;
        long token;

        /** Another set after each change: most names have none, and share one. */
        SortedSet<String> groups = Collections.emptySortedSet();

        Local(long copy, String name, long token) {
            this.copy = copy;
            this.name = name;
            this.token = token;
        }

        /** Whoever asked for its end, {@code null} for nobody. */
        @Nullable
        Asked mourner;

        /** Why it ends. */
        StopReason reason = StopReason.STOPPED;
    }

    void add(Local local) {
        byName.put(local.name, local);
        byCopy.put(local.copy, local);
    }

    @Nullable
    Local find(String name) {
        return byName.get(name);
    }

    /** Returns the one of a copy that still has its name, {@code null} if there is none. */
    @Nullable
    Local find(long copy) {
        return byCopy.get(copy);
    }

    /** The name is theirs no more. */
    void remove(Local local) {
        byName.remove(local.name, local);
        byCopy.remove(local.copy);
    }

    /** The shell ends it; the name is its until then. */
    void end(Local local) {
        ending.put(local.copy, local);
    }

    /** Returns the one that the shell has ended, {@code null} if it is none of these. */
    @Nullable
    Local takeEnded(long copy) {
        return ending.remove(copy);
    }

    boolean isEnding(Local local) {
        return ending.containsKey(local.copy);
    }
}
