package dev.swarm.engine.wire.crdt;

import dev.swarm.engine.wire.MalformedPacketException;

/**
 * How one type is written.
 *
 * @param <T> the type
 */
abstract class Form<T> {

    private final int kind;

    Form(int kind) {
        this.kind = kind;
    }

    /** Returns the byte that names the type in front of a message. */
    final int kind() {
        return kind;
    }

    abstract void write(T value, CrdtWriter out);

    /**
     * Reads what was written.
     *
     * @throws MalformedPacketException if the bytes do not fit
     * @throws IllegalArgumentException if what they say is no state
     */
    abstract T read(CrdtReader in) throws MalformedPacketException;
}
