package dev.swarm.engine;

import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.replication.Replication;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.replication.ReplicaBounds;
import dev.swarm.engine.wire.replication.ReplicaDecoder;
import dev.swarm.engine.wire.replication.ReplicaEncoder;
import dev.swarm.engine.wire.replication.ReplicaMessage;
import dev.swarm.engine.wire.replication.ReplicaMessage.Have;
import dev.swarm.engine.wire.replication.ReplicaMessage.LeafPart;
import dev.swarm.engine.wire.replication.ReplicaMessage.Leaves;
import dev.swarm.engine.wire.replication.Write;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.UnaryOperator;

/**
 * Shared state as it was at one moment, to be stored. Immutable: it is taken between two steps and encoded by any
 * thread afterwards.
 */
public final class SharedImage {

    private static final int CHUNK_WRITES = 2_048;
    private static final int CHUNK_BYTES = 1024 * 1024;

    private final Map<ReplicaId, Long> known;
    private final List<Write> writes;
    private final long mark;

    private SharedImage(Map<ReplicaId, Long> known, List<Write> writes, long mark) {
        this.known = known;
        this.writes = writes;
        this.mark = mark;
    }

    static SharedImage of(Replication replication) {
        List<Write> writes = new ArrayList<>();
        for (int part = 0; part < ReplicaBounds.LEAVES; part++) {
            replication.forEach(part, first -> first.forEach(writes::add));
        }
        return new SharedImage(replication.known(), writes, replication.mark());
    }

    /** Returns a number that is another one if the state is. */
    public long mark() {
        return mark;
    }

    /** Returns how many values there are. */
    public int size() {
        return writes.size();
    }

    /** Returns the image in parts of about a mebibyte each, made one by one. */
    public Iterator<byte[]> chunks() {
        return new Iterator<>() {

            private int next = -1;

            @Override
            public boolean hasNext() {
                return next < writes.size();
            }

            @Override
            public byte[] next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                if (next < 0) {
                    next = 0;
                    return ReplicaEncoder.encode(new Have(true, known));
                }
                int from = next;
                long bytes = 0;
                while (next < writes.size() && next - from < CHUNK_WRITES && bytes < CHUNK_BYTES) {
                    bytes += writes.get(next++).valueLength();
                }
                LeafPart part = new LeafPart(0, true, true, writes.subList(from, next), List.of());
                return ReplicaEncoder.encode(new Leaves(Map.of(), List.of(part)));
            }
        };
    }

    /**
     * Reads an image.
     *
     * @param chunks what {@link #chunks()} gave, in order
     * @throws IllegalArgumentException if they are nothing of the kind
     */
    public static SharedImage read(Iterable<byte[]> chunks) {
        Map<ReplicaId, ReplicaId> ids = new LinkedHashMap<>();
        UnaryOperator<ReplicaId> intern = id -> ids.computeIfAbsent(id, same -> same);
        Map<ReplicaId, Long> known = new LinkedHashMap<>();
        List<Write> writes = new ArrayList<>();
        for (byte[] chunk : chunks) {
            ReplicaMessage message = decode(chunk, intern);
            if (message instanceof Have have) {
                known.putAll(have.known());
            } else if (message instanceof Leaves leaves) {
                leaves.parts().forEach(part -> writes.addAll(part.writes()));
            } else {
                throw new IllegalArgumentException(
                        "a part of another kind: " + message.getClass().getSimpleName());
            }
        }
        return new SharedImage(known, writes, 0);
    }

    void restoreInto(Replication replication) {
        replication.restore(known, writes);
    }

    private static ReplicaMessage decode(byte[] chunk, UnaryOperator<ReplicaId> intern) {
        try {
            return ReplicaDecoder.decode(chunk, intern);
        } catch (MalformedPacketException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
