package dev.swarm.engine.registry.placement;

import dev.swarm.api.NodeId;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who owns which partition: names hash to partitions, partitions to nodes by weighted rendezvous (Thaler, Ravishankar
 * 1998; the logarithmic method of Schindelhauer, Schomaker 2005). All nodes with the same owners have the same table. A
 * change of owners moves the share of who came or went and nothing between the others. Immutable.
 */
public final class PartitionTable {

    private PartitionTable() {}

    /**
     * An owner.
     *
     * @param node its name
     * @param weight its share, 1 to 1,000
     */
    public record Share(NodeId node, int weight) {}

    /** Returns the table of nobody, in which no partition has an owner. */
    public static PartitionTable empty(int partitions) {
        throw new UnsupportedOperationException("not yet");
    }

    /**
     * Returns the table for other owners; costs partitions times owners that came or went, and no more.
     *
     * @param owners sorted by name
     */
    public PartitionTable with(List<Share> owners) {
        throw new UnsupportedOperationException("not yet");
    }

    /** Returns the partition of a name; the same on all nodes, whatever the owners. */
    public int partitionOf(String name) {
        throw new UnsupportedOperationException("not yet");
    }

    /** Returns who owns a partition, {@code null} if there is nobody. */
    public @Nullable NodeId owner(int partition) {
        throw new UnsupportedOperationException("not yet");
    }

    /** Returns the partitions that a node owns; a fresh set. */
    public BitSet ownedBy(NodeId node) {
        throw new UnsupportedOperationException("not yet");
    }

    /** Returns the owners, sorted by name. */
    public List<Share> owners() {
        throw new UnsupportedOperationException("not yet");
    }

    /** Returns how many partitions there are. */
    public int partitions() {
        throw new UnsupportedOperationException("not yet");
    }
}
