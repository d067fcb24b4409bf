package dev.swarm.engine.registry.tenure;

import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.registry.TenureMessage.Grant;
import dev.swarm.engine.wire.registry.TenureMessage.Renew;
import dev.swarm.engine.wire.registry.TenureMessage.Yield;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What this node has promised. A promise of a partition binds it to one process until it runs out or is given back: any
 * two quorums share a granter if they are more than half, so while one owns a partition no other can.
 *
 * <p>A process that has just started has forgotten what it promised before, and so promises nothing for as long as such
 * a promise may run. It has forgotten the ceilings too, and learns meanwhile what others know of them: every token of a
 * life that one of them knows is below the floors that it tells later.
 *
 * <p>Ceilings number the messages of a process. So whoever gives a partition back and asks for it again is not taken to
 * have given it back if the two come in the other order.
 */
final class Granter {

    /**
     * Processes whose last giving back is remembered: beyond, the oldest is forgotten, and late messages bind longer.
     */
    private static final int MOST_YIELDS = 256;

    private final Terms terms;
    private final @Nullable Claimant[] holders;
    private final long[] untilNanos;
    private final long[] ceilings;
    private final long[] floors;
    private final Map<Claimant, Long> yields = new LinkedHashMap<>();
    private long silentUntilNanos = Long.MAX_VALUE;
    private long floorOfAll;
    private long highest;

    Granter(Terms terms) {
        this.terms = terms;
        this.holders = new @Nullable Claimant[terms.partitions()];
        this.untilNanos = new long[terms.partitions()];
        this.ceilings = new long[terms.partitions()];
        this.floors = new long[terms.partitions()];
    }

    void start(Now now) {
        silentUntilNanos = now.nanos() + terms.silenceNanos();
    }

    /** Tells whether it may have forgotten promises that still bind. */
    boolean isSilent(Now now) {
        return now.nanos() < silentUntilNanos;
    }

    /** Returns when the silence ends; {@link Long#MAX_VALUE} before the start. */
    long silentUntilNanos() {
        return silentUntilNanos;
    }

    /**
     * Takes the highest ceiling that another node knows: only as long as this one is silent, as it knows itself then.
     */
    void learn(Now now, long ceiling) {
        if (isSilent(now)) {
            floorOfAll = Math.max(floorOfAll, ceiling);
        }
        highest = Math.max(highest, ceiling);
    }

    /** Returns the answer, {@code null} if there is none. */
    @Nullable
    Grant onRenew(Now now, Claimant from, Renew ask) {
        if (!Terms.isToken(ask.ceiling())) {
            return null;
        }
        if (ask.partitions().isEmpty()) {
            return new Grant(ask.round(), highest, new BitSet());
        }
        learn(now, ask.ceiling());
        if (isSilent(now)) {
            return new Grant(ask.round(), 0, new BitSet());
        } else if (ask.ceiling() < yields.getOrDefault(from, 0L)) {
            return null;
        }
        BitSet granted = new BitSet();
        long floor = floorOfAll;
        for (int p = ask.partitions().nextSetBit(0); p >= 0 && p < holders.length; ) {
            if (promise(now, p, from, ask.ceiling())) {
                granted.set(p);
                floor = Math.max(floor, floors[p]);
            }
            p = ask.partitions().nextSetBit(p + 1);
        }
        return new Grant(ask.round(), floor, granted);
    }

    private boolean promise(Now now, int p, Claimant from, long ceiling) {
        Claimant holder = holders[p];
        if (from.equals(holder)) {
            ceilings[p] = Math.max(ceilings[p], ceiling);
        } else if (holder != null && now.nanos() < untilNanos[p]) {
            return false;
        } else {
            floors[p] = Math.max(floors[p], ceilings[p]);
            holders[p] = from;
            ceilings[p] = ceiling;
        }
        untilNanos[p] = now.nanos() + terms.promiseNanos();
        return true;
    }

    void onYield(Now now, Claimant from, Yield gift) {
        if (!Terms.isToken(gift.ceiling())) {
            return;
        }
        learn(now, gift.ceiling());
        yields.merge(from, gift.ceiling(), Math::max);
        if (yields.size() > MOST_YIELDS) {
            yields.remove(yields.keySet().iterator().next());
        }
        for (int p = gift.partitions().nextSetBit(0); p >= 0 && p < holders.length; ) {
            if (from.equals(holders[p]) && ceilings[p] < gift.ceiling()) {
                floors[p] = Math.max(floors[p], ceilings[p]);
                holders[p] = null;
            }
            p = gift.partitions().nextSetBit(p + 1);
        }
    }
}
