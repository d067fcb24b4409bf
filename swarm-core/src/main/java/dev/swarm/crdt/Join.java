package dev.swarm.crdt;

import java.util.ArrayList;
import java.util.List;

/**
 * One merge on its way through nested stores: what either side has seen, and which dots came into our stores and went
 * out of them so far. A store of stores reads the end of these notes after each child, and so keeps its index of dots
 * without looking at all that the child holds.
 */
final class Join {

    private final CausalContext own;
    private final CausalContext theirs;
    private final List<Dot> came = new ArrayList<>();
    private final List<Dot> went = new ArrayList<>();

    Join(CausalContext own, CausalContext theirs) {
        this.own = own;
        this.theirs = theirs;
    }

    CausalContext theirs() {
        return theirs;
    }

    /** Decides about a dot that only our store holds, and notes it if it goes. */
    boolean keeps(Dot dot) {
        boolean wasRemoved = theirs.includes(dot);
        if (wasRemoved) {
            went.add(dot);
        }
        return !wasRemoved;
    }

    /** Decides about a dot that only their store holds, and notes it if it comes. */
    boolean takes(Dot dot) {
        boolean wasRemoved = own.includes(dot);
        if (!wasRemoved) {
            came.add(dot);
        }
        return !wasRemoved;
    }

    boolean isWithoutChange() {
        return came.isEmpty() && went.isEmpty();
    }

    List<Dot> came() {
        return came;
    }

    List<Dot> went() {
        return went;
    }
}
