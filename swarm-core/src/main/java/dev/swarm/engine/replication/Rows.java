package dev.swarm.engine.replication;

import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.wire.replication.Row;
import dev.swarm.engine.wire.replication.Write;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What is asked of a {@link Row}, and what becomes of it. {@code null} is the row without a value. */
final class Rows {

    private Rows() {}

    /** Returns the values with one more among them, in its place. */
    static Row with(@Nullable Row row, Write write) {
        if (row == null || isLater(write, row.write())) {
            return Row.of(write, row);
        }
        return Row.of(row.write(), with(row.next(), write));
    }

    /** Returns the values without some, {@code null} if none is left; the same object if all are. */
    static @Nullable Row without(@Nullable Row row, Predicate<Write> test) {
        if (row == null) {
            return null;
        }
        Row rest = without(row.next(), test);
        if (test.test(row.write())) {
            return rest;
        }
        return rest == row.next() ? row : Row.of(row.write(), rest);
    }

    /** Tells whether a write of that name is among the values. */
    static boolean holds(@Nullable Row row, ReplicaId origin, long number) {
        for (Row at = row; at != null; at = at.next()) {
            if (at.write().number() == number && at.write().origin().equals(origin)) {
                return true;
            }
        }
        return false;
    }

    /** Tells whether one of the values ends the write of that name. */
    static boolean ends(@Nullable Row row, ReplicaId origin, long number) {
        for (Row at = row; at != null; at = at.next()) {
            if (at.write().ends(origin, number)) {
                return true;
            }
        }
        return false;
    }

    /** Later by time; ties, which are writes of two nodes, by origin, so that all nodes agree. */
    private static boolean isLater(Write one, Write other) {
        return one.time() != other.time()
                ? one.time() > other.time()
                : one.origin().compareTo(other.origin()) > 0;
    }
}
