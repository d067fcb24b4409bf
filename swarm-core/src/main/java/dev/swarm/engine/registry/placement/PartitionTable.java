package dev.swarm.engine.registry.placement;

import dev.swarm.api.NodeId;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stand-in until the real one is merged. */
public final class PartitionTable {
    private final List<Share> owners; private final NodeId[] table;
    private PartitionTable(List<Share> owners, NodeId[] t) { this.owners = owners; this.table = t; }
    public record Share(NodeId node, int weight) {}
    public static PartitionTable empty(int partitions) { return new PartitionTable(List.of(), new NodeId[partitions]); }
    static long mix(long z) { z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L; z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL; return z ^ (z >>> 31); }
    public PartitionTable with(List<Share> o) {
        NodeId[] t = new NodeId[table.length];
        for (int p = 0; p < t.length; p++) { double best = -1; for (Share s : o) { double u = ((mix(s.node().name().hashCode() * 0x9E3779B97F4A7C15L + p * 77777L) >>> 11) + 0.5) / (1L << 53); double score = -s.weight() / StrictMath.log(u); if (score > best) { best = score; t[p] = s.node(); } } }
        return new PartitionTable(List.copyOf(o), t);
    }
    public int partitionOf(String name) { return (int) Long.remainderUnsigned(mix(name.hashCode()), table.length); }
    public @Nullable NodeId owner(int partition) { return table[partition]; }
    public BitSet ownedBy(NodeId node) { BitSet s = new BitSet(); for (int i = 0; i < table.length; i++) if (node.equals(table[i])) s.set(i); return s; }
    public List<Share> owners() { return owners; }
    public int partitions() { return table.length; }
}
