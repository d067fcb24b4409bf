package dev.swarm.engine.wire.registry;

import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.compact.VarReader;
import dev.swarm.engine.wire.compact.VarWriter;
import java.util.BitSet;

/**
 * Bytes ↔ a set of partitions: as runs, each the gap before it and its length less one, or as one bit for each
 * partition, whichever is shorter; which it is says the first byte.
 */
final class PartitionSet {

    private static final int RUNS = 0;
    private static final int BITS = 1;
    private static final int RUN_LEAST_BYTES = 2;

    private PartitionSet() {}

    static void write(VarWriter out, BitSet partitions) {
        byte[] bits = partitions.toByteArray();
        VarWriter runs = runs(partitions, bits.length + 1);
        if (runs.length() <= bits.length + 1) {
            out.writeByte(RUNS).writeRaw(runs.toArray());
        } else {
            out.writeByte(BITS).writeBytes(bits);
        }
    }

    static BitSet read(VarReader in) throws MalformedPacketException {
        int form = in.readBounded(BITS);
        return form == RUNS ? readRuns(in) : readBits(in);
    }

    /** Writes the runs, or so many of them that they are longer than a length. */
    private static VarWriter runs(BitSet partitions, int enough) {
        int count = 0;
        VarWriter body = new VarWriter();
        int end = 0;
        for (int start = partitions.nextSetBit(0); start >= 0; start = partitions.nextSetBit(end)) {
            body.writeVar(start - end);
            end = partitions.nextClearBit(start);
            body.writeVar(end - start - 1);
            count++;
            if (body.length() > enough) {
                return body;
            }
        }
        return new VarWriter().writeVar(count).writeRaw(body.toArray());
    }

    private static BitSet readRuns(VarReader in) throws MalformedPacketException {
        BitSet partitions = new BitSet();
        int end = 0;
        for (int left = in.readCount(RUN_LEAST_BYTES); left > 0; left--) {
            int start = end + in.readBounded(RegistryBounds.PARTITIONS - 1 - end);
            end = start + 1 + in.readBounded(RegistryBounds.PARTITIONS - 1 - start);
            partitions.set(start, end);
        }
        return partitions;
    }

    private static BitSet readBits(VarReader in) throws MalformedPacketException {
        return BitSet.valueOf(in.readBytes(RegistryBounds.PARTITIONS / Byte.SIZE));
    }
}
