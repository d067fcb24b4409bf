package dev.swarm.engine.registry;

import dev.swarm.api.registry.StopReason;
import dev.swarm.engine.table.Table;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** The names that users of this node registered for what they have: there may be very many. */
final class Locals {

    private final ByName byName = new ByName();
    private final ByCopy byCopy = new ByCopy();
    private final Map<Long, Ending> ending = new LinkedHashMap<>();

    /** One of them. */
    static final class Local {

        final long copy;
        final String name;
        final long token;

        /** Another set after each change: most names have none, and share one. */
        SortedSet<String> groups = Collections.emptySortedSet();

        Local(long copy, String name, long token) {
            this.copy = copy;
            this.name = name;
            this.token = token;
        }
    }

    /**
     * One whose end the shell was asked for.
     *
     * @param reason why it ends
     * @param mourner whoever asked for its end, {@code null} for nobody
     */
    record Ending(Local local, StopReason reason, @Nullable Asked mourner) {}

    private static final class ByName extends Table<String, Local> {

        @Override
        protected String keyOf(Local local) {
            return local.name;
        }
    }

    private static final class ByCopy extends Table<Long, Local> {

        @Override
        protected Long keyOf(Local local) {
            return local.copy;
        }

        @Override
        protected boolean isKey(Local local, Long copy) {
            return local.copy == copy;
        }
    }

    /** Both are about to be looked for. */
    void expect(String name, long copy) {
        byName.touch(name.hashCode());
        byCopy.touch(Long.hashCode(copy));
    }

    void add(Local local) {
        byName.put(local);
        byCopy.put(local);
    }

    @Nullable
    Local find(String name) {
        return byName.find(name);
    }

    /** Returns the one of a copy that still has its name, {@code null} if there is none. */
    @Nullable
    Local find(long copy) {
        return byCopy.find(copy);
    }

    /** The name is theirs no more. */
    void remove(Local local) {
        byName.removeSame(local);
        byCopy.remove(local.copy);
    }

    /** The shell ends it; the name is its until then. */
    void end(Ending end) {
        ending.put(end.local().copy, end);
    }

    /** Returns the one that the shell has ended, {@code null} if it is none of these. */
    @Nullable
    Ending takeEnded(long copy) {
        return ending.remove(copy);
    }

    boolean isEnding(Local local) {
        return ending.containsKey(local.copy);
    }
}
