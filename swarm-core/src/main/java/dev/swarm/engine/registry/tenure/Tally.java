package dev.swarm.engine.registry.tenure;

import dev.swarm.api.NodeId;
import dev.swarm.engine.registry.tenure.Rounds.Round;
import dev.swarm.engine.wire.registry.TenureMessage.Grant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What others have granted this process: of each granter the answer to the latest round that it answered. */
final class Tally {

    private final int quorum;
    private final Map<NodeId, Share> shares = new TreeMap<>();
    private final List<Share> newestFirst = new ArrayList<>();

    Tally(int quorum) {
        this.quorum = quorum;
    }

    /**
     * The latest answer of one granter.
     *
     * @param round its round
     * @param floor what tokens in any of the partitions must exceed
     * @param granted what was granted in it and not let go since
     */
    record Share(Round round, long floor, BitSet granted) {}

    /** Whoever owns no more is asked no more; what it has granted counts no more. */
    void retain(SortedSet<NodeId> granters) {
        if (shares.keySet().retainAll(granters)) {
            sort();
        }
    }

    /** Takes an answer, and tells whether it is newer than the last one of this granter. */
    boolean add(NodeId from, Round round, Grant grant) {
        Share before = shares.get(from);
        if (before != null && before.round().number() >= round.number()) {
            return false;
        }
        BitSet granted = (BitSet) grant.granted().clone();
        granted.and(round.asked());
        shares.put(from, new Share(round, grant.floor(), granted));
        sort();
        return true;
    }

    private void sort() {
        newestFirst.clear();
        newestFirst.addAll(shares.values());
        newestFirst.sort(
                Comparator.comparingLong((Share share) -> -share.round().number()));
    }

    /** Returns the latest round that a quorum has granted for a partition, {@code null} if there is none. */
    @Nullable
    Round roundOf(int partition) {
        int count = 0;
        for (Share share : newestFirst) {
            if (share.granted().get(partition) && ++count == quorum) {
                return share.round();
            }
        }
        return null;
    }

    /** Returns what tokens in a partition must exceed by the word of all who have granted it. */
    long floor(int partition) {
        long floor = 0;
        for (Share share : newestFirst) {
            if (share.granted().get(partition)) {
                floor = Math.max(floor, share.floor());
            }
        }
        return floor;
    }

    /** Returns what a granter has granted in a round, {@code null} if it has not answered that one. */
    @Nullable
    BitSet answer(NodeId granter, Round round) {
        Share share = shares.get(granter);
        return share == null || share.round().number() != round.number() ? null : share.granted();
    }

    /** Tells whether all who were asked in a round have answered it. */
    boolean isComplete(Round round) {
        long answers = newestFirst.stream()
                .filter(share -> share.round().number() == round.number())
                .count();
        return answers >= round.size();
    }

    /** What was let go or lost comes back only by a new round. */
    void forget(BitSet partitions) {
        newestFirst.forEach(share -> share.granted().andNot(partitions));
    }
}
