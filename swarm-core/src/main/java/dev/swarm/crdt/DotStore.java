package dev.swarm.crdt;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The part of a causal type that holds live dots (Almeida et al. 2018, section 7.1). Whether an absent dot was
 * removed or never came is for the {@linkplain CausalContext context} to say, which a store gets in each merge.
 *
 * @param <S> the store itself
 */
abstract class DotStore<S extends DotStore<S>> {

    /**
     * Returns the live dots of both: those in both, and those in one that the other has not seen. Whatever context the
     * result carries means nothing. It is equal to this one if the join notes no change.
     */
    abstract S join(S other, Join join);

    /** Tells whether no dot is live. */
    abstract boolean hasNoDots();

    /** Calls for each live dot. */
    abstract void forEachDot(Consumer<? super Dot> action);

    /** Returns the live dots, in no promised order. */
    final List<Dot> liveDots() {
        List<Dot> dots = new ArrayList<>();
        forEachDot(dots::add);
        return dots;
    }
}
