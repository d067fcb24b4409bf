package dev.swarm.crdt;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * A set in which adding wins over removing at the same time: a removal takes away only the additions it has observed
 * (Bieniusa et al. 2012; Almeida et al. 2018, section 7.3). No tombstones: after any number of additions and removals
 * the set is as small as what is in it, but for one range of counters for each replica.
 *
 * <p>Adding and removing one element cost the logarithm of the size; so does merging their deltas.
 *
 * @param <E> immutable elements with {@code equals} and {@code hashCode} by value
 */
public final class OrSet<E> extends Stored<OrSet<E>, DotMap<E, DotSet>> {

    private OrSet(DotMap<E, DotSet> live, CausalContext context) {
        super(live, context);
    }

    /** Returns the set without elements. */
    public static <E> OrSet<E> empty() {
        return new OrSet<>(DotMap.empty(DotSet.EMPTY), CausalContext.EMPTY);
    }

    /**
     * Returns the set of known parts, such as were read from bytes.
     *
     * @param elements each with its live dots
     * @param context all dots ever seen
     * @throws IllegalArgumentException if an element has no dot, a dot is there twice, or is not in the context
     */
    public static <E> OrSet<E> of(Map<E, ? extends Collection<Dot>> elements, CausalContext context) {
        DotMap<E, DotSet> live = DotMap.empty(DotSet.EMPTY);
        for (Map.Entry<E, ? extends Collection<Dot>> entry : elements.entrySet()) {
            live = live.plus(entry.getKey(), DotSet.of(entry.getValue()));
        }
        OrSet<E> set = new OrSet<>(live, context);
        set.checkContext();
        return set;
    }

    /**
     * Returns the delta that adds an element, also one that is there: it then survives removals that have not seen
     * this.
     */
    public OrSet<E> add(ReplicaId replica, E element) {
        Dot dot = context().nextDot(replica);
        CausalContext seen =
                CausalContext.of(dot).merge(CausalContext.of(live.get(element).asList()));
        return new OrSet<>(DotMap.<E, DotSet>empty(DotSet.EMPTY).plus(element, DotSet.of(dot)), seen);
    }

    /** Returns the delta that adds some elements. */
    public OrSet<E> addAll(ReplicaId replica, Set<? extends E> elements) {
        DotMap<E, DotSet> added = DotMap.empty(DotSet.EMPTY);
        List<Dot> seen = new ArrayList<>();
        long counter = context().nextDot(replica).counter();
        for (E element : elements) {
            Dot dot = new Dot(replica, counter++);
            added = added.plus(element, DotSet.of(dot));
            seen.add(dot);
            seen.addAll(live.get(element).asList());
        }
        return new OrSet<>(added, CausalContext.of(seen));
    }

    /**
     * Returns the delta that removes an element; an empty one if it is not there. Needs no replica: it issues no dot.
     */
    public OrSet<E> remove(E element) {
        return removing(live.get(element).asList());
    }

    /** Returns the delta that removes all elements that are there. */
    public OrSet<E> clear() {
        return removing(liveDots());
    }

    /** Tells whether an element is there. */
    public boolean contains(E element) {
        return live.stores().containsKey(element);
    }

    /** Returns the elements, a view that cannot be changed; ordered by nothing but their hash codes. */
    public Set<E> elements() {
        return live.stores().keys();
    }

    /** Returns the number of elements. */
    public int size() {
        return live.stores().size();
    }

    /** Tells whether there are no elements. */
    public boolean isEmpty() {
        return live.stores().isEmpty();
    }

    /** Calls for each element with its live dots, which are sorted; the elements come as in {@link #elements()}. */
    public void forEach(BiConsumer<? super E, List<Dot>> action) {
        for (Map.Entry<E, DotSet> entry : live.stores()) {
            action.accept(entry.getKey(), entry.getValue().asList());
        }
    }

    private OrSet<E> removing(List<Dot> dots) {
        return new OrSet<>(DotMap.empty(DotSet.EMPTY), CausalContext.of(dots));
    }

    @Override
    OrSet<E> make(DotMap<E, DotSet> dots, CausalContext context) {
        return new OrSet<>(dots, context);
    }

    @Override
    OrSet<E> self() {
        return this;
    }

    @Override
    public String toString() {
        return elements().toString();
    }
}
