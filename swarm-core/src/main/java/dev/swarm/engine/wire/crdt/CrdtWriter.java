package dev.swarm.engine.wire.crdt;

import dev.swarm.crdt.Dot;
import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.wire.compact.VarWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects one message. Replicas are written once, in a dictionary before the body, in the order in which the body
 * first names them; the body then says which one it means in a byte or two.
 */
final class CrdtWriter {

    private final Map<ReplicaId, Integer> dictionary = new LinkedHashMap<>();
    private final VarWriter body = new VarWriter();

    /** Writes a number from 0 in groups of seven bits, the lowest first; the top bit says that more follow. */
    void varint(long value) {
        body.writeVar(value);
    }

    /** Writes a number of any sign in eight bytes. */
    void fixed(long value) {
        body.writeLong(value);
    }

    /** Writes the byte that names a form. */
    void kind(int kind) {
        body.writeByte(kind);
    }

    void replica(ReplicaId replica) {
        Integer known = dictionary.putIfAbsent(replica, dictionary.size());
        varint(known == null ? dictionary.size() - 1 : known);
    }

    void dot(Dot dot) {
        replica(dot.replica());
        varint(dot.counter());
    }

    void dots(List<Dot> dots) {
        varint(dots.size());
        dots.forEach(this::dot);
    }

    /** Writes a value with its length. */
    void bytes(byte[] value) {
        body.writeBytes(value);
    }

    /** Returns the whole message. */
    byte[] message(int kind) {
        VarWriter whole = new VarWriter();
        whole.writeByte(kind).writeVar(dictionary.size());
        for (ReplicaId replica : dictionary.keySet()) {
            whole.writeText(replica.node()).writeLong(replica.session());
        }
        return whole.writeRaw(body.toArray()).toArray();
    }
}
