package dev.swarm.crdt;

import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/**
 * A map whose values merge by themselves, also maps again (Almeida et al. 2018, section 7.5). Removing a key takes away
 * only what it has observed below it: a value changed at the same time stays, with that change and nothing else. All
 * values share the context of the map, so a key that was removed may be used again and never brings old content back.
 *
 * <p>A key is there as long as its value holds a dot; one whose set became empty is gone. A change costs the logarithm
 * of the sizes, on each level.
 *
 * @param <K> immutable keys with {@code equals} and {@code hashCode} by value
 * @param <V> values
 */
public final class OrMap<K, V extends Causal<V>> extends Stored<OrMap<K, V>, DotMap<K, V>> {

    private OrMap(DotMap<K, V> live, CausalContext context) {
        super(live, context);
    }

    /**
     * Returns the map without keys.
     *
     * @param absent what a key has that is not there, such as {@code OrSet.empty()}
     * @throws IllegalArgumentException if that is not empty
     */
    public static <K, V extends Causal<V>> OrMap<K, V> empty(V absent) {
        if (!absent.context().isEmpty()) {
            throw new IllegalArgumentException("A key that is not there has an empty value, not " + absent);
        }
        return new OrMap<>(DotMap.empty(absent), CausalContext.EMPTY);
    }

    /**
     * Returns the map of known parts, such as were read from bytes.
     *
     * @param absent what a key has that is not there
     * @param values each with live dots; their own contexts do not count
     * @param context all dots ever seen
     * @throws IllegalArgumentException if a value has no dot, a dot is there twice, or is not in the context
     */
    public static <K, V extends Causal<V>> OrMap<K, V> of(V absent, Map<K, V> values, CausalContext context) {
        DotMap<K, V> live = OrMap.<K, V>empty(absent).live;
        for (Map.Entry<K, V> entry : values.entrySet()) {
            live = live.plus(entry.getKey(), entry.getValue().within(CausalContext.EMPTY));
        }
        OrMap<K, V> map = new OrMap<>(live, context);
        map.checkContext();
        return map;
    }

    /**
     * Returns the delta that changes the value of a key, which need not be there yet.
     *
     * @param mutator gets the value and returns a delta of it, by one call of a mutator: {@code set -> set.add(me,
     *     "x")}
     */
    public OrMap<K, V> update(K key, UnaryOperator<V> mutator) {
        V delta = mutator.apply(get(key));
        DotMap<K, V> none = DotMap.empty(live.bottom());
        return new OrMap<>(
                delta.hasNoDots() ? none : none.plus(key, delta.within(CausalContext.EMPTY)), delta.context());
    }

    /** Returns the delta that removes a key; an empty one if it is not there. Needs no replica: it issues no dot. */
    public OrMap<K, V> remove(K key) {
        return new OrMap<>(
                DotMap.empty(live.bottom()), CausalContext.of(live.get(key).liveDots()));
    }

    /** Returns the delta that removes all keys that are there. */
    public OrMap<K, V> clear() {
        return new OrMap<>(DotMap.empty(live.bottom()), CausalContext.of(liveDots()));
    }

    /** Returns the value of a key, an empty one if the key is not there. Its context is that of the map. */
    public V get(K key) {
        return live.get(key).within(context());
    }

    /** Tells whether a key is there. */
    public boolean containsKey(K key) {
        return live.stores().containsKey(key);
    }

    /** Returns the keys, a view that cannot be changed; ordered by nothing but their hash codes. */
    public Set<K> keys() {
        return live.stores().keys();
    }

    /** Returns the number of keys. */
    public int size() {
        return live.stores().size();
    }

    /** Tells whether there are no keys. */
    public boolean isEmpty() {
        return live.stores().isEmpty();
    }

    /** Calls for each key with its value; the keys come as in {@link #keys()}. */
    public void forEach(BiConsumer<? super K, ? super V> action) {
        for (Map.Entry<K, V> entry : live.stores()) {
            action.accept(entry.getKey(), entry.getValue().within(context()));
        }
    }

    @Override
    OrMap<K, V> make(DotMap<K, V> dots, CausalContext context) {
        return new OrMap<>(dots, context);
    }

    @Override
    OrMap<K, V> self() {
        return this;
    }

    @Override
    public String toString() {
        return live.toString();
    }
}
