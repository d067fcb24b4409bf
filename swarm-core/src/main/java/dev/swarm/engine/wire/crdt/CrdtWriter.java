package dev.swarm.engine.wire.crdt;

import dev.swarm.crdt.Dot;
import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.wire.format.BigEndian;
import dev.swarm.engine.wire.format.PackWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects one message. Replicas are written once, in a dictionary before the body, in the order in which the body
 * first names them; the body then says which one it means in a byte or two.
 */
final class CrdtWriter {

    private static final int START_BYTES = 64;
    private static final int VARINT_BITS = 7;
    private static final int VARINT_MORE = 0x80;

    private final Map<ReplicaId, Integer> dictionary = new LinkedHashMap<>();
    private final PackWriter body = new PackWriter(START_BYTES);

    /** Writes a number from 0 in groups of seven bits, the lowest first; the top bit says that more follow. */
    void varint(long value) {
        varint(body, value);
    }

    /** Writes a number of any sign in eight bytes. */
    void fixed(long value) {
        fixed(body, value);
    }

    /** Writes the byte that names a form. */
    void kind(int kind) {
        body.put(kind);
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
        bytes(body, value);
    }

    /** Returns the whole message. */
    byte[] message(int kind) {
        PackWriter whole = new PackWriter(body.length() + START_BYTES * (1 + dictionary.size()));
        whole.put(kind);
        varint(whole, dictionary.size());
        for (ReplicaId replica : dictionary.keySet()) {
            bytes(whole, replica.node().getBytes(StandardCharsets.UTF_8));
            fixed(whole, replica.session());
        }
        whole.put(body.buffer(), 0, body.length());
        return whole.toArray();
    }

    private static void varint(PackWriter out, long value) {
        long rest = value;
        while (rest >= VARINT_MORE) {
            out.put((int) (rest | VARINT_MORE));
            rest >>>= VARINT_BITS;
        }
        out.put((int) rest);
    }

    private static void fixed(PackWriter out, long value) {
        byte[] number = new byte[Long.BYTES];
        BigEndian.write(number, 0, Long.BYTES, value);
        out.put(number);
    }

    private static void bytes(PackWriter out, byte[] value) {
        varint(out, value.length);
        out.put(value);
    }
}
