package dev.swarm.engine.wire;

import java.util.Arrays;
import java.util.HexFormat;

/** Immutable bytes with value equality, for fields whose content is opaque here. */
public final class Bytes {

    /** No bytes at all; different on the wire from an absent field. */
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    /** Takes over an array that the caller gives up. */
    public static Bytes owning(byte[] content) {
        return new Bytes(content);
    }

    /** Returns the number of bytes. */
    public int length() {
        return content.length;
    }

    /** Returns a copy. */
    public byte[] toArray() {
        return content.clone();
    }

    /** Returns the array itself for writing it out; the caller must not change it. */
    byte[] view() {
        return content;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(content);
    }
}
