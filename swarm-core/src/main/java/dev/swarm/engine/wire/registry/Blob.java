package dev.swarm.engine.wire.registry;

import java.util.Arrays;

/** Bytes that mean nothing to the engine: arguments and states of workers. Compared by content. */
public final class Blob {

    /** No bytes at all. */
    public static final Blob EMPTY = new Blob(new byte[0]);

    private final byte[] bytes;

    /**
     * Takes over an array.
     *
     * @param bytes nobody may change them any more
     */
    public Blob(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Returns the array itself, which must not be changed. */
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Blob that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
