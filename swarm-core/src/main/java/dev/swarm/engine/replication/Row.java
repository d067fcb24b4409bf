package dev.swarm.engine.replication;

import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.wire.replication.Write;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The values under one key: writes of which none has ended another. Mostly one; more after concurrent writes, the
 * latest first. Immutable.
 */
public final class Row {

    private final Write write;
    private final @Nullable Row next;

    /** Makes a row of a value and the values that lose against it. */
    Row(Write write, @Nullable Row next) {
        this.write = write;
        this.next = next;
    }

    /** Returns the value that wins here. */
    public Write write() {
        return write;
    }

    /** Returns the rest, {@code null} at the end. */
    public @Nullable Row next() {
        return next;
    }

    /** Hands over all values, the winner first. */
    public void forEach(Consumer<Write> taker) {
        for (Row row = this; row != null; row = row.next) {
            taker.accept(row.write);
        }
    }

    /** Returns the values with one more among them, in its place. */
    static Row with(@Nullable Row row, Write write) {
        if (row == null || isLater(write, row.write)) {
            return new Row(write, row);
        }
        return new Row(row.write, with(row.next, write));
    }

    /** Returns the values without some, {@code null} if none is left; the same object if all are. */
    static @Nullable Row without(@Nullable Row row, Predicate<Write> test) {
        if (row == null) {
            return null;
        }
        Row rest = without(row.next, test);
        if (test.test(row.write)) {
            return rest;
        }
        return rest == row.next ? row : new Row(row.write, rest);
    }

    /** Tells whether a write of that name is among the values. */
    static boolean holds(@Nullable Row row, ReplicaId origin, long number) {
        for (Row at = row; at != null; at = at.next) {
            if (at.write.number() == number && at.write.origin().equals(origin)) {
                return true;
            }
        }
        return false;
    }

    /** Tells whether one of the values ends the write of that name. */
    static boolean ends(@Nullable Row row, ReplicaId origin, long number) {
        for (Row at = row; at != null; at = at.next) {
            if (at.write.ends(origin, number)) {
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
