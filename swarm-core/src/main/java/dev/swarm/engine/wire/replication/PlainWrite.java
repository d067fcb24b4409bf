package dev.swarm.engine.wire.replication;

import dev.swarm.crdt.Dot;
import dev.swarm.crdt.ReplicaId;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A write of a small value that ended none of others, and whose key has a name in ASCII, as bytes of some array, which
 * are not to be changed. There may be very many, so one object shows one after the other.
 */
public final class PlainWrite {

    /** The most that a value may have. */
    public static final int MOST_VALUE_BYTES = 64;

    private long number;
    private char space;
    private long time;
    private byte[] bytes = {};
    private int name;
    private int nameEnd;
    private int value;
    private int valueEnd;
    private int keyHash;
    private boolean hasHash;

    /** Says how manieth change of its origin it is, and its hybrid time; returns this. */
    public PlainWrite stamp(long newNumber, long newTime) {
        number = newNumber;
        time = newTime;
        return this;
    }

    /** Says the letter of its key, in which array it is, and where its name; returns this. */
    public PlainWrite key(char newSpace, byte[] array, int from, int to) {
        space = newSpace;
        bytes = array;
        name = from;
        nameEnd = to;
        hasHash = false;
        return this;
    }

    /** Says what {@link #keyHash} is; after the key. */
    void hash(int known) {
        keyHash = known;
        hasHash = true;
    }

    /** Says where its value is in the same array; returns this. */
    public PlainWrite value(int from, int to) {
        value = from;
        valueEnd = to;
        return this;
    }

    /** Returns how manieth change of its origin it is. */
    public long number() {
        return number;
    }

    /** Returns the letter of its key. */
    public char space() {
        return space;
    }

    /** Returns the hybrid time. */
    public long time() {
        return time;
    }

    /** Returns the array. */
    public byte[] bytes() {
        return bytes;
    }

    /** Returns where its name begins. */
    public int name() {
        return name;
    }

    /** Returns how many characters its name has. */
    public int nameLength() {
        return nameEnd - name;
    }

    /** Returns where its value begins. */
    public int value() {
        return value;
    }

    /** Returns how many bytes its value has. */
    public int valueLength() {
        return valueEnd - value;
    }

    /** Returns the number of characters of its key. */
    public int keyLength() {
        return Key.length(space, nameLength());
    }

    /** As {@link Write#roughBytes}. */
    public int roughBytes() {
        return Write.roughBytes(keyLength(), valueLength());
    }

    /** Returns the hash of its key. */
    public int keyHash() {
        if (!hasHash) {
            hash(Key.hash(space, bytes, name, nameEnd));
        }
        return keyHash;
    }

    /** Returns its key as an object. */
    public Key key() {
        return new Key(space, new String(bytes, name, nameLength(), StandardCharsets.US_ASCII));
    }

    /** Returns it as an object, made by an origin. */
    public Write write(ReplicaId origin) {
        byte[] content = ReplicaDecoder.value(bytes, value, valueEnd);
        return new Write(new Dot(origin, number), key(), time, content, List.of());
    }
}
