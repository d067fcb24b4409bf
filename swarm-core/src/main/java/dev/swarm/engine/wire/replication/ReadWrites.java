package dev.swarm.engine.wire.replication;

import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.compact.VarReader;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The writes of a run as they came: what is plain stays in the message, which nobody may change meanwhile. */
final class ReadWrites extends WriteList {

    private final ReplicaId origin;
    private final byte[] message;

    /** Those that are not plain. */
    private final @Nullable Write[] objects;

    private final long[] numbers;

    /** Where the others are. */
    private final int[] starts;

    /** The hashes of their keys. */
    private final int[] hashes;

    private int count;
    private int roughBytes;

    /** Makes one without any. */
    ReadWrites(ReplicaId origin, byte[] message, int most) {
        this.origin = origin;
        this.message = message;
        this.objects = new Write[most];
        this.numbers = new long[most];
        this.starts = new int[most];
        this.hashes = new int[most];
    }

    /** Adds one that has been read from the message. */
    void addPlain(PlainWrite write, int start) {
        numbers[count] = write.number();
        starts[count] = start;
        hashes[count] = write.keyHash();
        roughBytes += write.roughBytes();
        count++;
    }

    /** Adds one that is not plain. */
    void addObject(Write write) {
        numbers[count] = write.number();
        objects[count] = write;
        roughBytes += write.roughBytes();
        count++;
    }

    @Override
    public boolean show(int index, PlainWrite into) {
        Objects.checkIndex(index, count);
        if (objects[index] != null) {
            return false;
        }
        try {
            int unused = ReplicaDecoder.readToValue(new VarReader(message, starts[index]), numbers[index], into);
            into.hash(hashes[index]);
            return true;
        } catch (MalformedPacketException e) {
            throw new IllegalStateException("The message is not what it was", e);
        }
    }

    @Override
    public int roughBytes() {
        return roughBytes;
    }

    @Override
    public Write get(int index) {
        Write object = objects[Objects.checkIndex(index, count)];
        return object == null ? plain(index).write(origin) : object;
    }

    private PlainWrite plain(int index) {
        PlainWrite plain = new PlainWrite();
        boolean unused = show(index, plain);
        return plain;
    }

    @Override
    public int size() {
        return count;
    }
}
