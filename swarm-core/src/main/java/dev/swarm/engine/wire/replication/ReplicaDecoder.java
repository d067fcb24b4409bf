package dev.swarm.engine.wire.replication;

import dev.swarm.api.Rejection;
import dev.swarm.crdt.Dot;
import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.compact.VarReader;
import dev.swarm.engine.wire.replication.ReplicaMessage.AskHashes;
import dev.swarm.engine.wire.replication.ReplicaMessage.AskLeaves;
import dev.swarm.engine.wire.replication.ReplicaMessage.Digest;
import dev.swarm.engine.wire.replication.ReplicaMessage.Ended;
import dev.swarm.engine.wire.replication.ReplicaMessage.Graft;
import dev.swarm.engine.wire.replication.ReplicaMessage.Hashes;
import dev.swarm.engine.wire.replication.ReplicaMessage.Have;
import dev.swarm.engine.wire.replication.ReplicaMessage.LeafPart;
import dev.swarm.engine.wire.replication.ReplicaMessage.Leaves;
import dev.swarm.engine.wire.replication.ReplicaMessage.Prune;
import dev.swarm.engine.wire.replication.ReplicaMessage.Push;
import dev.swarm.engine.wire.replication.ReplicaMessage.Run;
import dev.swarm.engine.wire.replication.ReplicaMessage.TooOld;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Reads what {@link ReplicaEncoder} wrote. Takes no more memory than a small multiple of the message's length. */
public final class ReplicaDecoder {

    /** Shortest encodings: what must at least follow for each announced element. */
    private static final int WRITE_BYTES = 5;

    /** Beyond lies what cannot be counted on from. */
    private static final long MAX_NUMBER = Long.MAX_VALUE - ReplicaBounds.RUN;

    private static final int RUN_BYTES = 4;
    private static final int NUMBER_BYTES = 2;
    private static final int PART_BYTES = 4;
    private static final int ENDED_BYTES = 3;

    /** Of values there may be very many, which nobody changes; of those of one byte there is one each. */
    private static final byte[][] SHORT_VALUES = new byte[256][1];

    static {
        for (int i = 0; i < SHORT_VALUES.length; i++) {
            SHORT_VALUES[i][0] = (byte) i;
        }
    }

    private final VarReader in;
    private final ReplicaNames.Reading names;

    /** What was read last. */
    private final PlainWrite shown = new PlainWrite();

    private ReplicaDecoder(VarReader in, ReplicaNames.Reading names) {
        this.in = in;
        this.names = names;
    }

    /**
     * Reads a whole message.
     *
     * @param bytes the message; they stay unchanged
     * @param intern returns the one object that stands for a replica
     * @throws MalformedPacketException for everything that no encoder wrote
     */
    public static ReplicaMessage decode(byte[] bytes, UnaryOperator<ReplicaId> intern) throws MalformedPacketException {
        VarReader in = new VarReader(bytes, 0);
        ReplicaMessage message = new ReplicaDecoder(in, new ReplicaNames.Reading(in, intern)).message();
        in.requireEnd();
        return message;
    }

    private ReplicaMessage message() throws MalformedPacketException {
        int channel = in.readByte();
        if (channel != ReplicaEncoder.CHANNEL) {
            throw new MalformedPacketException(Rejection.UNEXPECTED_TYPE, "a message of channel " + channel);
        }
        int type = in.readByte();
        return switch (type) {
            case ReplicaType.PUSH -> new Push(runs());
            case ReplicaType.HAVE -> new Have(false, numbers());
            case ReplicaType.HAVE_ALL -> new Have(true, numbers());
            case ReplicaType.DIGEST -> new Digest(in.readLong(), in.readLong());
            case ReplicaType.PRUNE -> new Prune(replicas());
            case ReplicaType.GRAFT -> new Graft(numbers());
            case ReplicaType.TOO_OLD -> new TooOld();
            case ReplicaType.ASK_HASHES -> new AskHashes(in.readBounded(ReplicaBounds.DEPTH - 1), indices());
            case ReplicaType.HASHES -> hashes();
            case ReplicaType.ASK_LEAVES -> new AskLeaves(indices());
            case ReplicaType.LEAVES -> new Leaves(numbers(), parts());
            default ->
                throw new MalformedPacketException(
                        Rejection.UNEXPECTED_TYPE, "no message of replication has type " + type);
        };
    }

    private List<Run> runs() throws MalformedPacketException {
        int count = in.readCount(RUN_BYTES);
        List<Run> runs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            runs.add(run());
        }
        return runs;
    }

    private Run run() throws MalformedPacketException {
        ReplicaId origin = names.read();
        long first = positive(in.readVar());
        int more = in.readBounded(ReplicaBounds.RUN - 1);
        long last = positive(first + more);
        int count = in.readCount(WRITE_BYTES);
        if (count > more + 1) {
            throw malformed("a run of " + count + " writes from " + first + " to " + last);
        }
        ReadWrites writes = new ReadWrites(origin, in.bytes(), count);
        long expected = first;
        for (int i = 0; i < count; i++) {
            long number = expected + in.readVar();
            if (number < expected || number > last) {
                throw malformed("write " + number + " in a run from " + first + " to " + last);
            }
            int start = in.position();
            int valueLength = readToValue(in, number, shown);
            List<Dot> seen = seen();
            boolean isSmall = valueLength >= 0 && valueLength <= PlainWrite.MOST_VALUE_BYTES;
            if (isSmall && seen.isEmpty() && in.isAscii(shown.name(), shown.name() + shown.nameLength())) {
                writes.addPlain(shown, start);
            } else {
                writes.addObject(object(origin, valueLength, seen));
            }
            expected = number + 1;
        }
        return new Run(origin, first, last, writes);
    }

    private List<LeafPart> parts() throws MalformedPacketException {
        int count = in.readCount(PART_BYTES);
        List<LeafPart> parts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int leaf = in.readBounded(ReplicaBounds.LEAVES - 1);
            int ends = in.readByte();
            int writeCount = in.readCount(WRITE_BYTES);
            List<Write> writes = new ArrayList<>(writeCount);
            for (int j = 0; j < writeCount; j++) {
                writes.add(body(dot()));
            }
            boolean isFirst = (ends & ReplicaEncoder.FIRST_PART) != 0;
            boolean isLast = (ends & ReplicaEncoder.LAST_PART) != 0;
            parts.add(new LeafPart(leaf, isFirst, isLast, writes, ended()));
        }
        return parts;
    }

    private List<Ended> ended() throws MalformedPacketException {
        int count = in.readCount(ENDED_BYTES);
        List<Ended> ended = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ended.add(new Ended(key(), dot()));
        }
        return ended;
    }

    /**
     * Reads the body of a write up to the end of its value; name and value stay where they are.
     *
     * @param into shows it, whether it is plain or not
     * @return how many bytes its value has, below zero for a removal
     */
    static int readToValue(VarReader in, long number, PlainWrite into) throws MalformedPacketException {
        readKey(in, into);
        long time = in.readVar();
        if (into.keyLength() == 0 || time < 0) {
            throw malformed("a write of a key of " + into.keyLength() + " bytes at " + time);
        }
        int valueLength = in.readBounded(ReplicaBounds.VALUE_BYTES + 1) - 1;
        int value = in.position();
        in.skip(Math.max(0, valueLength));
        into.stamp(number, time).value(value, in.position());
        return valueLength;
    }

    private static void readKey(VarReader in, PlainWrite into) throws MalformedPacketException {
        int length = in.readBounded(ReplicaBounds.KEY_BYTES);
        boolean hasSpace = length >= Key.HEAD_LENGTH && Key.isHead(in.peek(0), in.peek(1));
        char space = hasSpace ? (char) in.peek(0) : Key.NONE;
        in.skip(length);
        int name = in.position() - length + (hasSpace ? Key.HEAD_LENGTH : 0);
        into.key(space, in.bytes(), name, in.position());
    }

    /** Returns bytes of an array as a value, which nobody may change. */
    static byte[] value(byte[] bytes, int from, int to) {
        return to - from == 1 ? SHORT_VALUES[bytes[from] & 0xFF] : Arrays.copyOfRange(bytes, from, to);
    }

    private Write body(Dot dot) throws MalformedPacketException {
        int valueLength = readToValue(in, dot.counter(), shown);
        return object(dot.replica(), valueLength, seen());
    }

    /** Returns what is shown as an object. */
    private Write object(ReplicaId origin, int valueLength, List<Dot> seen) throws MalformedPacketException {
        byte[] value = valueLength < 0 ? null : value(shown.bytes(), shown.value(), shown.value() + valueLength);
        return new Write(new Dot(origin, shown.number()), shownKey(), shown.time(), value, seen);
    }

    /** The name is made alone: it stays, and whoever shows it needs it without the letter. */
    private Key shownKey() throws MalformedPacketException {
        return new Key(shown.space(), in.text(shown.name(), shown.name() + shown.nameLength()));
    }

    private Key key() throws MalformedPacketException {
        readKey(in, shown);
        return shownKey();
    }

    private List<Dot> seen() throws MalformedPacketException {
        int count = in.readCount(NUMBER_BYTES);
        if (count > ReplicaBounds.SEEN) {
            throw new MalformedPacketException(Rejection.OVERSIZED, count + " writes ended at once");
        }
        if (count == 0) {
            return List.of();
        }
        List<Dot> seen = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            seen.add(dot());
        }
        return seen;
    }

    private Dot dot() throws MalformedPacketException {
        return new Dot(names.read(), positive(in.readVar()));
    }

    private Map<ReplicaId, Long> numbers() throws MalformedPacketException {
        int count = in.readCount(NUMBER_BYTES);
        Map<ReplicaId, Long> numbers = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            numbers.put(names.read(), positive(in.readVar()));
        }
        return numbers;
    }

    private List<ReplicaId> replicas() throws MalformedPacketException {
        int count = in.readCount(1);
        List<ReplicaId> replicas = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            replicas.add(names.read());
        }
        return replicas;
    }

    private Hashes hashes() throws MalformedPacketException {
        int depth = in.readBounded(ReplicaBounds.DEPTH - 1);
        List<Integer> nodes = indices();
        List<Long> hashes = new ArrayList<>(nodes.size() * ReplicaBounds.FANOUT);
        for (int i = 0; i < nodes.size() * ReplicaBounds.FANOUT; i++) {
            hashes.add(in.readLong());
        }
        return new Hashes(depth, nodes, hashes, numbers());
    }

    private List<Integer> indices() throws MalformedPacketException {
        int count = in.readCount(1);
        if (count > ReplicaBounds.LEAVES) {
            throw new MalformedPacketException(Rejection.OVERSIZED, count + " nodes of a tree");
        }
        List<Integer> indices = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            indices.add(in.readBounded(ReplicaBounds.LEAVES - 1));
        }
        return indices;
    }

    private static long positive(long number) throws MalformedPacketException {
        if (number < 1 || number > MAX_NUMBER) {
            throw malformed("number " + number);
        }
        return number;
    }

    private static MalformedPacketException malformed(String what) {
        return new MalformedPacketException(Rejection.MALFORMED, what);
    }
}
