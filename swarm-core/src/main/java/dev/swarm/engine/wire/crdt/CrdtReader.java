package dev.swarm.engine.wire.crdt;

import dev.swarm.api.Rejection;
import dev.swarm.crdt.Dot;
import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.format.BigEndian;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads one message from bytes that are all there. Nothing is allocated for more items than the bytes left could
 * hold, and all items count against one bound. Numbers in more bytes than they need are refused, so that one state
 * has one form.
 */
final class CrdtReader {

    private static final int VARINT_BITS = 7;
    private static final int VARINT_MORE = 0x80;

    /** A number has 63 bits, nine groups of seven. */
    private static final int VARINT_LAST_SHIFT = 56;

    private static final int REPLICA_BYTES_MIN = 2 + Long.BYTES;
    private static final int DOT_BYTES_MIN = 2;

    private final byte[] bytes;
    private final List<ReplicaId> dictionary = new ArrayList<>();
    private int at;
    private int itemsLeft;
    private int named;

    private CrdtReader(byte[] bytes, int itemsLeft) {
        this.bytes = bytes;
        this.itemsLeft = itemsLeft;
    }

    /** Begins with a message of one kind; reads as far as the dictionary. */
    static CrdtReader of(byte[] bytes, int kind, CrdtBounds bounds) throws MalformedPacketException {
        if (bytes.length > bounds.maxBytes()) {
            throw new MalformedPacketException(Rejection.OVERSIZED, "state of " + bytes.length + " bytes");
        }
        CrdtReader reader = new CrdtReader(bytes, bounds.maxItems());
        reader.kind(kind);
        reader.readDictionary();
        return reader;
    }

    /** Reads one byte that must be this one. */
    void kind(int expected) throws MalformedPacketException {
        if (at >= bytes.length) {
            throw malformed("ends before its kind");
        }
        int found = bytes[at++] & 0xFF;
        if (found != expected) {
            throw new MalformedPacketException(Rejection.UNEXPECTED_TYPE, "kind " + found + ", not " + expected);
        }
    }

    /** Reads a number from 0. */
    long varint() throws MalformedPacketException {
        long value = 0;
        for (int shift = 0; shift <= VARINT_LAST_SHIFT && at < bytes.length; shift += VARINT_BITS) {
            int group = bytes[at++] & 0xFF;
            value |= (long) (group & (VARINT_MORE - 1)) << shift;
            if (group < VARINT_MORE) {
                if (group == 0 && shift > 0) {
                    throw malformed("has a number with idle bytes");
                }
                return value;
            }
        }
        throw malformed("has a number that does not end");
    }

    /** Reads a number of eight bytes. */
    long fixed() throws MalformedPacketException {
        need(Long.BYTES);
        at += Long.BYTES;
        return BigEndian.read(bytes, at - Long.BYTES, Long.BYTES);
    }

    /** Reads how many items follow, each of at least some bytes. */
    int count(int bytesEach) throws MalformedPacketException {
        long count = varint();
        if (count > (bytes.length - at) / bytesEach) {
            throw malformed("announces " + count + " items, more than it holds");
        }
        if (count > itemsLeft) {
            throw new MalformedPacketException(Rejection.OVERSIZED, "more items than the bound");
        }
        itemsLeft -= (int) count;
        return (int) count;
    }

    /** Reads a replica; new ones must come in the order of the dictionary. */
    ReplicaId replica() throws MalformedPacketException {
        long index = varint();
        if (index > named || index >= dictionary.size()) {
            throw malformed("names replica " + index + " out of turn");
        }
        named = Math.max(named, (int) index + 1);
        return dictionary.get((int) index);
    }

    Dot dot() throws MalformedPacketException {
        return new Dot(replica(), varint());
    }

    /** Reads dots, which must ascend. */
    List<Dot> dots() throws MalformedPacketException {
        int count = count(DOT_BYTES_MIN);
        List<Dot> dots = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Dot dot = dot();
            ascending(i == 0 || dots.get(i - 1).compareTo(dot) < 0);
            dots.add(dot);
        }
        return dots;
    }

    /** Reads a value with its length. */
    byte[] bytes() throws MalformedPacketException {
        long length = varint();
        need(length);
        at += (int) length;
        return Arrays.copyOfRange(bytes, at - (int) length, at);
    }

    /** Demands that the message ends here, and has named all its replicas. */
    void end() throws MalformedPacketException {
        if (at != bytes.length || named != dictionary.size()) {
            throw malformed("holds more than its state");
        }
    }

    /** Demands an order that makes the form of a state the only one. */
    static void ascending(boolean isAscending) throws MalformedPacketException {
        if (!isAscending) {
            throw malformed("is not in order");
        }
    }

    static MalformedPacketException malformed(String what) {
        return new MalformedPacketException(Rejection.MALFORMED, "state " + what);
    }

    private void readDictionary() throws MalformedPacketException {
        int count = count(REPLICA_BYTES_MIN);
        Set<ReplicaId> seen = new HashSet<>();
        for (int i = 0; i < count; i++) {
            byte[] node = bytes();
            if (node.length > ReplicaId.MAX_NODE_BYTES) {
                throw malformed("names a replica by " + node.length + " bytes");
            }
            ReplicaId replica = new ReplicaId(ValueCodec.TEXT.decode(node), fixed());
            if (!seen.add(replica)) {
                throw malformed("lists a replica twice");
            }
            dictionary.add(replica);
        }
    }

    private void need(long count) throws MalformedPacketException {
        if (count > bytes.length - at) {
            throw malformed("ends within a value");
        }
    }
}
