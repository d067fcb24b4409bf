package dev.swarm.engine.wire.replication;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The values under one key: writes of which none has ended another. Mostly one, which is its own row; more after
 * concurrent writes, the latest first. Immutable.
 */
public sealed interface Row permits Write, Row.Several {

    /** Returns the value that wins here. */
    Write write();

    /** Returns the rest, {@code null} at the end. */
    @Nullable
    Row next();

    /** Hands over all values, the winner first. */
    default void forEach(Consumer<Write> taker) {
        for (Row row = this; row != null; row = row.next()) {
            taker.accept(row.write());
        }
    }

    /** Returns the row of a value and of those that lose against it. */
    static Row of(Write write, @Nullable Row next) {
        return next == null ? write : new Several(write, next);
    }

    /** More than one. */
    final class Several implements Row {

        private final Write write;
        private final Row next;

        private Several(Write write, Row next) {
            this.write = write;
            this.next = next;
        }

        @Override
        public Write write() {
            return write;
        }

        @Override
        public Row next() {
            return next;
        }
    }
}
