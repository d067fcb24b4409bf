package dev.swarm.engine.registry.tenure;

import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import java.util.BitSet;
import java.util.SplittableRandom;

/**
 * What this process wants and did not get, and for how long it lets others have it before it asks again: by chance, and
 * longer after each vain round, so that of two who each have a part of what they need one comes first.
 */
final class Rest {

    private final Terms terms;
    private final SplittableRandom random;
    private final BitSet partitions = new BitSet();
    private final Deadline end = new Deadline();
    private int vain;

    Rest(Terms terms, SplittableRandom random) {
        this.terms = terms;
        this.random = random;
    }

    /** Returns what is not asked for now; not to be changed. */
    BitSet partitions() {
        return partitions;
    }

    /** Returns how many rounds in a row did not get all that they asked for. */
    int vain() {
        return vain;
    }

    long endNanos() {
        return end.atNanos();
    }

    boolean isOver(Now now) {
        return end.isDue(now);
    }

    /** A round was vain for these. */
    void add(Now now, BitSet missed) {
        partitions.or(missed);
        if (!end.isSet()) {
            long mean = terms.restNanos(vain);
            end.set(now, mean / 2 + random.nextLong(mean));
            vain++;
        }
    }

    /** All that rest may be asked for. */
    void stop() {
        partitions.clear();
        end.clear();
    }

    /** A round got all that it asked for. */
    void calm() {
        if (partitions.isEmpty()) {
            vain = 0;
        }
    }

    /** These are wanted no more. */
    void forget(BitSet dropped) {
        partitions.andNot(dropped);
        if (partitions.isEmpty()) {
            end.clear();
        }
    }
}
