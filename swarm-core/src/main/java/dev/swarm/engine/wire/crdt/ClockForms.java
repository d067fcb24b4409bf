package dev.swarm.engine.wire.crdt;

import dev.swarm.crdt.CausalContext;
import dev.swarm.crdt.ReplicaId;
import dev.swarm.crdt.VersionVector;
import dev.swarm.engine.wire.MalformedPacketException;
import java.util.LinkedHashMap;
import java.util.Map;

/** How knowledge is written: counters and ranges of them, by replica. */
final class ClockForms {

    /** For each replica in order its counter. */
    static final Form<VersionVector> VECTOR = new Form<>(1) {
        @Override
        void write(VersionVector vector, CrdtWriter out) {
            out.varint(vector.size());
            vector.forEach((replica, counter) -> {
                out.replica(replica);
                out.varint(counter);
            });
        }

        @Override
        VersionVector read(CrdtReader in) throws MalformedPacketException {
            Map<ReplicaId, Long> counters = new LinkedHashMap<>();
            ReplicaId before = null;
            for (int left = in.count(ENTRY_BYTES_MIN); left > 0; left--) {
                ReplicaId replica = in.replica();
                CrdtReader.ascending(before == null || before.compareTo(replica) < 0);
                counters.put(replica, in.varint());
                before = replica;
            }
            return VersionVector.of(counters);
        }
    };

    /** For each replica in order its ranges, each as the way to its first counter and from there to its last one. */
    static final Form<CausalContext> CONTEXT = new Form<>(2) {
        @Override
        void write(CausalContext context, CrdtWriter out) {
            Map<ReplicaId, long[]> ranges = new LinkedHashMap<>();
            context.forEachReplica(ranges::put);
            out.varint(ranges.size());
            ranges.forEach((replica, pairs) -> {
                out.replica(replica);
                writeRanges(pairs, out);
            });
        }

        @Override
        CausalContext read(CrdtReader in) throws MalformedPacketException {
            Map<ReplicaId, long[]> ranges = new LinkedHashMap<>();
            ReplicaId before = null;
            for (int left = in.count(ENTRY_BYTES_MIN + 2); left > 0; left--) {
                ReplicaId replica = in.replica();
                CrdtReader.ascending(before == null || before.compareTo(replica) < 0);
                ranges.put(replica, readRanges(in));
                before = replica;
            }
            return CausalContext.of(ranges);
        }
    };

    private static final int ENTRY_BYTES_MIN = 2;
    private static final int RANGE_BYTES_MIN = 2;

    private ClockForms() {}

    private static void writeRanges(long[] pairs, CrdtWriter out) {
        out.varint(pairs.length / 2);
        long before = 0;
        for (long end : pairs) {
            out.varint(end - before);
            before = end;
        }
    }

    /** An overflow leaves a number that {@link CausalContext} refuses. */
    private static long[] readRanges(CrdtReader in) throws MalformedPacketException {
        long[] pairs = new long[2 * in.count(RANGE_BYTES_MIN)];
        long before = 0;
        for (int i = 0; i < pairs.length; i++) {
            before += in.varint();
            pairs[i] = before;
        }
        return pairs;
    }
}
