package dev.swarm.engine.registry.tenure;

import dev.swarm.engine.step.Now;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What this process has asked for lately. An answer counts only for what was asked in its round and not let go since.
 */
final class Rounds {

    /** Answers to older rounds are ignored. */
    private static final int MOST = 32;

    private final Deque<Round> latestFirst = new ArrayDeque<>();
    private final long firstNumber;
    private long lastNumber;

    Rounds(long firstNumber) {
        this.firstNumber = firstNumber;
        this.lastNumber = firstNumber;
    }

    /**
     * One round.
     *
     * @param number tells it from all others of this node's processes; rises with time
     * @param sentNanos when it was sent, by this process's clock
     * @param ceiling what was told with it
     * @param asked for which partitions; those that were let go since are taken out
     * @param size how many were asked
     */
    record Round(long number, long sentNanos, long ceiling, BitSet asked, int size) {}

    /** Begins a round that asks so many granters for partitions. */
    Round begin(Now now, long ceiling, BitSet asked, int size) {
        lastNumber = Math.max(lastNumber + 1, firstNumber + now.nanos());
        Round round = new Round(lastNumber, now.nanos(), ceiling, (BitSet) asked.clone(), size);
        latestFirst.addFirst(round);
        if (latestFirst.size() > MOST) {
            latestFirst.removeLast();
        }
        return round;
    }

    @Nullable
    Round latest() {
        return latestFirst.peekFirst();
    }

    @Nullable
    Round find(long number) {
        for (Round round : latestFirst) {
            if (round.number() == number) {
                return round;
            }
        }
        return null;
    }

    /** Returns what was asked for and not let go since. */
    BitSet asked() {
        BitSet asked = new BitSet();
        latestFirst.forEach(round -> asked.or(round.asked()));
        return asked;
    }

    /** What was let go or lost comes back only by a new round. */
    void forget(BitSet partitions) {
        latestFirst.forEach(round -> round.asked().andNot(partitions));
    }
}
