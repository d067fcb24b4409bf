package dev.swarm.engine.registry;

import dev.swarm.api.registry.StopReason;
import dev.swarm.engine.replication.Change;
import dev.swarm.engine.wire.registry.NameCodec;
import dev.swarm.engine.wire.registry.NameValue;
import dev.swarm.engine.wire.replication.Row;
import dev.swarm.engine.wire.replication.Write;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names that users of this node registered for what they have. There may be very many, so nothing is kept of most:
 * a name is one of them if its row has a value that this process wrote, and that has no recipe. What is kept is where
 * that is not so: names that are here still although others took the value away, and values that stand for nothing.
 */
final class Locals {

    private final Peers peers;

    /** Those whose value others have taken away, until they are asserted again, or end. */
    private final Map<String, Local> displaced = new HashMap<>();

    /**
     * The numbers of values that stand for nothing: their names are no more, and a row has them still, beside one that
     * won, or a change that took them away has not been seen.
     */
    private final Set<Long> over = new HashSet<>();

    private final Map<Long, Ending> ending = new LinkedHashMap<>();

    Locals(Peers peers) {
        this.peers = peers;
    }

    /** One of them. */
    record Local(String name, NameValue value) {

        long token() {
            return value.token();
        }

        /** Returns the number by which the shell knows it. */
        long copy() {
            return -value.token();
        }
    }

    /**
     * One whose end the shell was asked for.
     *
     * @param reason why it ends
     * @param mourner whoever asked for its end, {@code null} for nobody
     */
    record Ending(Local local, StopReason reason, @Nullable Asked mourner) {}

    /** Tells whether rows say all of these names, and all that this process wrote stands for some. */
    boolean isOrderly() {
        return displaced.isEmpty() && over.isEmpty();
    }

    /** Tells whether a row is that of a local name of this node, and of nothing else. */
    boolean isPlain(Row row) {
        return row.next() == null && isStanding(row.write());
    }

    /** Tells whether a name is one of them. */
    boolean has(String name, @Nullable Row row) {
        return standing(row) != null || displaced.containsKey(name);
    }

    /**
     * Returns the one of a name, {@code null} if it is none of them.
     *
     * @param row that of the name, as it is now
     */
    @Nullable
    Local find(String name, @Nullable Row row) {
        Write write = standing(row);
        return write == null ? displaced.get(name) : local(write);
    }

    /** Takes what became of a row, in the order in which it did. */
    void onChange(Change change) {
        Write before = own(change.before());
        Write after = own(change.after());
        if (before != null && (after == null || after.number() != before.number())) {
            boolean wasOver = over.remove(before.number());
            Local local = wasOver || after != null ? null : local(before);
            if (local != null) {
                displaced.put(local.name(), local);
            }
        }
        if (after != null && !displaced.isEmpty()) {
            displaced.remove(after.name());
        }
    }

    /** The name is theirs no more, whatever its row has: it is removed next, or won by others. */
    void remove(Local local, @Nullable Row row) {
        displaced.remove(local.name());
        Write write = own(row);
        if (write != null) {
            over.add(write.number());
        }
    }

    /** The shell ends it; the name is its until then. */
    void end(Ending end) {
        ending.put(end.local().copy(), end);
    }

    /** Returns the one that the shell has ended, {@code null} if it is none of these. */
    @Nullable
    Ending takeEnded(long copy) {
        return ending.remove(copy);
    }

    boolean isEnding(Local local) {
        return ending.containsKey(local.copy());
    }

    private @Nullable Write standing(@Nullable Row row) {
        Write write = own(row);
        return write != null && isStanding(write) ? write : null;
    }

    private boolean isStanding(Write write) {
        return isOwn(write) && (over.isEmpty() || !over.contains(write.number()));
    }

    /** Returns what this process wrote for what a user has; there is one such value in a row at most. */
    private @Nullable Write own(@Nullable Row row) {
        for (Row at = row; at != null; at = at.next()) {
            if (isOwn(at.write())) {
                return at.write();
            }
        }
        return null;
    }

    private boolean isOwn(Write write) {
        byte[] value = write.value();
        return value != null && peers.isSelf(write.origin()) && !NameCodec.isManaged(value);
    }

    private static @Nullable Local local(Write write) {
        NameValue value = Realm.value(write);
        return value == null ? null : new Local(write.name(), value);
    }
}
