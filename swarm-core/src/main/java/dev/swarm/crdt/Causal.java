package dev.swarm.crdt;

/**
 * A type that tells removed from unseen by its {@linkplain CausalContext context} instead of by tombstones (Almeida
 * et al. 2018, section 7; for sets Bieniusa et al., "An optimized conflict-free replicated set", 2012). A state is a
 * store of live {@linkplain Dot dots} and the context of all dots ever seen. A dot that one side holds and the other
 * has seen, but does not hold, was removed there. So a removal travels as the dots that it observed and nothing else,
 * and what was added concurrently stays.
 *
 * <p>Values of this kind nest in an {@link OrMap}, all under the one context of the map.
 *
 * <p>Two rules for the caller. A mutator that takes a {@link ReplicaId} issues a dot: only that replica calls it, on
 * its own newest state, and merges the delta before it calls another. And a replica that lost its state takes a new
 * id.
 *
 * @param <T> the type itself
 */
public abstract sealed class Causal<T extends Causal<T>> extends DotStore<T> implements Crdt<T>
        permits MvRegister, Stored {

    private final CausalContext context;

    Causal(CausalContext context) {
        this.context = context;
    }

    /** Returns all dots ever seen. */
    public final CausalContext context() {
        return context;
    }

    @Override
    public final T merge(T other) {
        if (context.isEmpty()) {
            return other.context().isEmpty() ? self() : other;
        }
        Join join = new Join(context, other.context());
        T joined = join(other, join);
        if (join.isWithoutChange() && context.includes(other.context())) {
            return self();
        }
        return joined.within(context.merge(other.context()));
    }

    /** Returns this value as what it is. */
    abstract T self();

    /**
     * Returns the same live dots with another context. Whether they are all in it is the caller's to know.
     */
    abstract T within(CausalContext other);

    /** Returns the context of a change: the dots it replaces, and the one it adds. */
    final CausalContext seenWith(Dot added) {
        return hasNoDots()
                ? CausalContext.of(added)
                : CausalContext.of(liveDots()).add(added);
    }

    /**
     * Checks a state that did not come from here.
     *
     * @throws IllegalArgumentException if a live dot is not in the context
     */
    final void checkContext() {
        forEachDot(dot -> {
            if (!context.includes(dot)) {
                throw new IllegalArgumentException("A live dot was never seen: " + dot);
            }
        });
    }
}
