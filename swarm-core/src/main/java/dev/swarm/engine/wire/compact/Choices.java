package dev.swarm.engine.wire.compact;

import dev.swarm.engine.wire.MalformedPacketException;
import java.util.List;

/**
 * The numbers of constants on the wire: their places in a list, which only grows at its end.
 *
 * @param values the constants, at most 128
 */
public record Choices<T>(List<T> values) {

    /** No or yes. */
    public static final Choices<Boolean> NO_OR_YES = new Choices<>(List.of(false, true));

    /** Returns the number of a constant, below zero if it has none. */
    public int number(T value) {
        return values.indexOf(value);
    }

    /** Reads a constant. */
    public T read(VarReader in) throws MalformedPacketException {
        return values.get(in.readBounded(values.size() - 1));
    }
}
