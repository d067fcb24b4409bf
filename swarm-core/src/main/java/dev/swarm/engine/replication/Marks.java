package dev.swarm.engine.replication;

import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.wire.replication.Key;
import dev.swarm.engine.wire.replication.Write;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Marks on those rows of which there are very many, that other threads find: so what they are shown need not be kept a
 * second time. Whoever shows them marks a row; another row in its place has no mark, and {@link Change} says whether
 * the one before had.
 *
 * <p>There is one writer, that of the rows.
 */
public final class Marks {

    private final PackedRows rows;

    Marks(PackedRows rows) {
        this.rows = rows;
    }

    /** Returns those on no rows. */
    public static Marks none() {
        return new Marks(new PackedRows());
    }

    /** Makes something of a row; any thread. */
    @FunctionalInterface
    public interface Reading<R> {

        /**
         * Returns what is made of it, {@code null} for nothing.
         *
         * @param origin who wrote its value
         * @param time hybrid time of that
         * @param name that of its key
         */
        @Nullable
        R read(ReplicaId origin, long time, String name);
    }

    /**
     * Marks a row, if the write is all that it has, and it is one of those of which there are very many.
     *
     * @return whether it is
     */
    public boolean set(Write write) {
        return rows.mark(write);
    }

    /** Takes a mark away; tells whether there was one. */
    public boolean clear(Key key) {
        return rows.unmark(key);
    }

    /** Returns what is made of the row of a key, {@code null} also if it is not marked; any thread. */
    public <R> @Nullable R find(Key key, Reading<R> reading) {
        return rows.findMarked(key, reading);
    }

    /** As {@link #find}, {@code null} also if the row was asked for in this way before. */
    public <R> @Nullable R findFirst(Key key, Reading<R> reading) {
        return rows.findFirst(key, reading);
    }

    /** Returns what is made of all marked rows, in no order that means anything; any thread. */
    public <R> List<R> all(Reading<R> reading) {
        return rows.allMarked(reading);
    }
}
