package dev.swarm.engine.registry.placement;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.swarm.api.NodeId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who owns which partition: names hash to partitions, partitions to nodes by weighted rendezvous (Thaler, Ravishankar
 * 1998; the logarithmic method of Schindelhauer, Schomaker 2005). All nodes with the same owners have the same table,
 * whatever owners they had before. A change of owners moves the share of who came or went and nothing between the
 * others. Immutable.
 *
 * <p>Each owner draws a score for each partition from its name alone, higher by its weight, and the highest one owns.
 * So nobody's scores change when others come or go; they are kept from table to table.
 */
public final class PartitionTable {

    private static final Hasher64 HASHER = Hashing.xxh3_64();

    /** Owner of a partition that nobody owns. */
    private static final int NOBODY = -1;

    private final List<Share> owners;

    /** For each owner its score for each partition. */
    private final List<float[]> scores;

    /** For each partition the place of its owner among the owners. */
    private final int[] places;

    private PartitionTable(List<Share> owners, List<float[]> scores, int[] places) {
        this.owners = owners;
        this.scores = scores;
        this.places = places;
    }

    /**
     * An owner.
     *
     * @param node its name
     * @param weight its share, 1 to 1,000
     */
    public record Share(NodeId node, int weight) {}

    /** Returns the table of nobody, in which no partition has an owner. */
    public static PartitionTable empty(int partitions) {
        int[] places = new int[partitions];
        Arrays.fill(places, NOBODY);
        return new PartitionTable(List.of(), List.of(), places);
    }

    /**
     * Returns the table for other owners. Computes scores of owners that came, or changed their weight, and no others;
     * compares them with the highest so far, and all scores for the partitions of owners that went.
     *
     * @param owners sorted by name, each name once
     * @throws IllegalArgumentException if they are not
     */
    public PartitionTable with(List<Share> owners) {
        if (owners.equals(this.owners)) {
            return this;
        }
        Contest contest = new Contest(this, owners);
        int[] winners = new int[places.length];
        for (int partition = 0; partition < winners.length; partition++) {
            winners[partition] = contest.winner(partition, places[partition]);
        }
        return new PartitionTable(List.copyOf(owners), contest.scores, winners);
    }

    /** Returns the partition of a name; the same on all nodes, whatever the owners. */
    public int partitionOf(String name) {
        long hash = HASHER.hashBytesToLong(name.getBytes(StandardCharsets.UTF_8));
        // the upper half as a fraction of 2^32, times the number of partitions
        return (int) (((hash >>> Integer.SIZE) * places.length) >>> Integer.SIZE);
    }

    /** Returns who owns a partition, {@code null} if there is nobody. */
    public @Nullable NodeId owner(int partition) {
        int place = places[partition];
        return place == NOBODY ? null : owners.get(place).node();
    }

    /** Returns the partitions that a node owns; a fresh set. */
    public BitSet ownedBy(NodeId node) {
        BitSet owned = new BitSet(places.length);
        int place = NOBODY;
        for (int i = 0; i < owners.size(); i++) {
            if (owners.get(i).node().equals(node)) {
                place = i;
            }
        }
        for (int partition = 0; place != NOBODY && partition < places.length; partition++) {
            if (places[partition] == place) {
                owned.set(partition);
            }
        }
        return owned;
    }

    /** Returns the owners, sorted by name. */
    public List<Share> owners() {
        return owners;
    }

    /** Returns how many partitions there are. */
    public int partitions() {
        return places.length;
    }

    /** Computes the scores of an owner; on every machine the same, so the logarithm is the strict one. */
    private static float[] draw(Share share, int partitions) {
        long seed = HASHER.hashBytesToLong(share.node().name().getBytes(StandardCharsets.UTF_8));
        float[] scores = new float[partitions];
        for (int partition = 0; partition < partitions; partition++) {
            long hash = HASHER.hashLongLongToLong(seed, partition);
            // above 0 and below 1, with all digits exact
            double chance = ((hash >>> 12) + 0.5) * 0x1p-52;
            scores[partition] = (float) (share.weight() / -StrictMath.log(chance));
        }
        return scores;
    }

    /** One change of owners: who is still there, and who is new. */
    private static final class Contest {

        private final List<float[]> scores = new ArrayList<>();

        /** For each place before the change the one after it. */
        private final int[] moved;

        /** Places after the change whose scores were not compared yet. */
        private final List<Integer> newcomers = new ArrayList<>();

        Contest(PartitionTable before, List<Share> owners) {
            moved = new int[before.owners.size()];
            Arrays.fill(moved, NOBODY);
            int old = 0;
            for (int place = 0; place < owners.size(); place++) {
                Share share = owners.get(place);
                if (place > 0 && owners.get(place - 1).node().compareTo(share.node()) >= 0) {
                    throw new IllegalArgumentException("Owners must be sorted by name, each once: " + owners);
                }
                while (old < moved.length && before.owners.get(old).node().compareTo(share.node()) < 0) {
                    old++;
                }
                if (old < moved.length && before.owners.get(old).equals(share)) {
                    moved[old] = place;
                    scores.add(before.scores.get(old));
                } else {
                    newcomers.add(place);
                    scores.add(draw(share, before.places.length));
                }
            }
        }

        int winner(int partition, int ownerBefore) {
            int winner = ownerBefore == NOBODY ? NOBODY : moved[ownerBefore];
            if (winner == NOBODY) {
                for (int place = 0; place < scores.size(); place++) {
                    winner = better(partition, winner, place);
                }
            } else {
                for (int place : newcomers) {
                    winner = better(partition, winner, place);
                }
            }
            return winner;
        }

        /** Returns whose score is higher; of equal ones, who comes first by name. */
        private int better(int partition, int one, int other) {
            if (one == NOBODY) {
                return other;
            }
            float scoreOfOne = scores.get(one)[partition];
            float scoreOfOther = scores.get(other)[partition];
            boolean otherWins = scoreOfOther > scoreOfOne || (scoreOfOther == scoreOfOne && other < one);
            return otherWins ? other : one;
        }
    }
}
