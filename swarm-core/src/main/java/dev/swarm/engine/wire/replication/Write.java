package dev.swarm.engine.wire.replication;

import dev.swarm.crdt.Dot;
import dev.swarm.crdt.ReplicaId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One change of one key: a new value, or its removal. It ends every earlier write of the same origin to that key, and
 * those of others that its maker had seen; what it does not name is concurrent to it. Immutable. Its dot is its name:
 * objects with one dot say the same. Where it stands alone it is the {@link Row} of its key.
 */
public final class Write implements Row {

    private static final int OVERHEAD_BYTES = 24;

    /** Its name in two parts, and its key's: there may be millions of writes, and few are asked for a dot or a key. */
    private final ReplicaId origin;

    private final long number;
    private final char space;
    private final String name;
    private final long time;
    private final byte @Nullable [] value;
    private final List<Dot> seen;

    /**
     * Makes one.
     *
     * @param dot who made it, and how manieth change of that origin it is, from 1 without gaps
     * @param key what is changed
     * @param time hybrid time, for the order among concurrent values
     * @param value the new value, which nobody may change; {@code null} for a removal
     * @param seen for each other origin with values under the key the last one that this write ends
     */
    public Write(Dot dot, Key key, long time, byte @Nullable [] value, List<Dot> seen) {
        this.origin = dot.replica();
        this.number = dot.counter();
        this.space = key.space();
        this.name = key.name();
        this.time = time;
        this.value = value;
        this.seen = seen;
    }

    /** Returns the write's name. */
    public Dot dot() {
        return new Dot(origin, number);
    }

    /** Returns who made it. */
    public ReplicaId origin() {
        return origin;
    }

    /** Returns how manieth change of its origin it is. */
    public long number() {
        return number;
    }

    /** Returns what is changed. */
    public Key key() {
        return new Key(space, name);
    }

    /** Returns the letter of its key. */
    public char space() {
        return space;
    }

    /** Returns the name of its key. */
    public String name() {
        return name;
    }

    /** Returns the hash of its key. */
    public int keyHash() {
        return Key.hash(space, name);
    }

    /** Returns the number of characters of its key. */
    public int keyLength() {
        return Key.length(space, name.length());
    }

    /** Tells whether this is its key. */
    public boolean isOf(Key key) {
        return space == key.space() && name.equals(key.name());
    }

    /** Returns the hybrid time. */
    public long time() {
        return time;
    }

    /** Returns the new value itself, which must not be changed; {@code null} for a removal. */
    public byte @Nullable [] value() {
        return value;
    }

    /** Returns the number of bytes of the value, 0 for a removal. */
    public int valueLength() {
        return value == null ? 0 : value.length;
    }

    /** Returns about how many bytes it takes on the wire and in a log. */
    public int roughBytes() {
        return roughBytes(keyLength(), valueLength());
    }

    /** Returns about how many bytes a write takes that has ended none of others. */
    public static int roughBytes(int keyLength, int valueLength) {
        return OVERHEAD_BYTES + keyLength + valueLength;
    }

    /** Returns for each other origin the last write that this one ends. */
    public List<Dot> seen() {
        return seen;
    }

    /** Returns this: it is the value that wins in a row of one. */
    @Override
    public Write write() {
        return this;
    }

    @Override
    public @Nullable Row next() {
        return null;
    }

    /** Tells whether it takes the key away. */
    public boolean isRemoval() {
        return value == null;
    }

    /** Tells whether this write ends the one of that name under the same key. */
    public boolean ends(ReplicaId otherOrigin, long otherNumber) {
        if (origin.equals(otherOrigin)) {
            return otherNumber < number;
        }
        for (Dot each : seen) {
            if (each.replica().equals(otherOrigin)) {
                return otherNumber <= each.counter();
            }
        }
        return false;
    }
}
