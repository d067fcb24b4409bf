package dev.swarm.crdt;

/**
 * A value of a join semilattice: merging any states in any order, any number of times, gives the same result (Shapiro,
 * Preguiça, Baquero and Zawirski, "Conflict-free Replicated Data Types", 2011).
 *
 * <p>Changes are made by <em>delta mutators</em> (Almeida, Shoker and Baquero, "Delta State Replicated Data Types",
 * 2018): a mutator leaves the state alone and returns a <em>delta</em>, a small state of the same type that holds only
 * what is new. Merging the delta makes the change, here and everywhere else; deltas can be merged with each other, get
 * lost, come twice or late, and do no harm.
 *
 * <p>All types are immutable and safe for any number of threads.
 *
 * @param <T> the type itself
 */
public interface Crdt<T extends Crdt<T>> {

    /**
     * Returns the least state that holds both: commutative, associative and idempotent.
     *
     * @param other a state or a delta
     * @return this very instance if the other one holds nothing new, so that a caller can tell by identity
     */
    T merge(T other);
}
