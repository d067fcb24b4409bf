package dev.swarm.crdt;

import dev.swarm.crdt.trie.TrieMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stores of live dots under keys; a key is there as long as its store has a dot. An index from each live dot to its key
 * finds what a merge removes, since the other side says only which dots it has seen. So merging a delta costs what the
 * delta holds, not what the map holds; merging a whole state costs its size once.
 *
 * @param <K> keys with {@code equals} and {@code hashCode} by value
 * @param <S> stores
 */
final class DotMap<K, S extends DotStore<S>> extends DotStore<DotMap<K, S>> {

    private final TrieMap<K, S> stores;
    private final TrieMap<Dot, K> keys;
    private final S bottom;

    private DotMap(TrieMap<K, S> stores, TrieMap<Dot, K> keys, S bottom) {
        this.stores = stores;
        this.keys = keys;
        this.bottom = bottom;
    }

    /** Returns the map without keys; {@code bottom} is the store without dots. */
    static <K, S extends DotStore<S>> DotMap<K, S> empty(S bottom) {
        return new DotMap<>(TrieMap.empty(), TrieMap.empty(), bottom);
    }

    /**
     * Returns this map with one more key.
     *
     * @throws IllegalArgumentException if the key is there, the store has no dots, or one of them is under another key
     */
    DotMap<K, S> plus(K key, S store) {
        if (store.hasNoDots() || stores.containsKey(key)) {
            throw new IllegalArgumentException("A key is there once and has a dot, unlike " + key);
        }
        TrieMap<Dot, K> index = keys;
        for (Dot dot : store.liveDots()) {
            int before = index.size();
            index = index.put(dot, key);
            if (index.size() == before) {
                throw new IllegalArgumentException("A dot is there twice: " + dot);
            }
        }
        return new DotMap<>(stores.put(key, store), index, bottom);
    }

    TrieMap<K, S> stores() {
        return stores;
    }

    /** Returns the store of a key, the one without dots if the key is not there. */
    S get(Object key) {
        S store = stores.get(key);
        return store == null ? bottom : store;
    }

    S bottom() {
        return bottom;
    }

    @Override
    DotMap<K, S> join(DotMap<K, S> other, Join join) {
        Merge merge = new Merge(join);
        for (Map.Entry<K, S> entry : other.stores) {
            merge.join(entry.getKey(), entry.getValue());
        }
        for (K key : keysNotIn(other, join.theirs())) {
            merge.join(key, bottom);
        }
        return merge.result();
    }

    /** Returns the keys of which the other side has seen a dot, but holds none now. */
    private Set<K> keysNotIn(DotMap<K, S> other, CausalContext theirs) {
        Set<K> found = new LinkedHashSet<>();
        if (theirs.dotCount() <= keys.size()) {
            theirs.forEachDot(dot -> {
                K key = keys.get(dot);
                if (key != null && !other.stores.containsKey(key)) {
                    found.add(key);
                }
            });
            return found;
        }
        for (Map.Entry<Dot, K> entry : keys) {
            if (theirs.includes(entry.getKey()) && !other.stores.containsKey(entry.getValue())) {
                found.add(entry.getValue());
            }
        }
        return found;
    }

    @Override
    boolean hasNoDots() {
        return stores.isEmpty();
    }

    @Override
    void forEachDot(Consumer<? super Dot> action) {
        keys.keys().forEach(action);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DotMap<?, ?> that && stores.equals(that.stores);
    }

    @Override
    public int hashCode() {
        return stores.hashCode();
    }

    @Override
    public String toString() {
        return stores.toString();
    }

    /** The map as it becomes, key by key. */
    private final class Merge {

        private final Join join;
        private TrieMap<K, S> merged = stores;
        private TrieMap<Dot, K> index = keys;

        private Merge(Join join) {
            this.join = join;
        }

        private void join(K key, S theirs) {
            int came = join.came().size();
            int went = join.went().size();
            S joined = get(key).join(theirs, join);
            if (came == join.came().size() && went == join.went().size()) {
                return;
            }
            merged = joined.hasNoDots() ? merged.remove(key) : merged.put(key, joined);
            for (Dot dot : since(went, join.went())) {
                index = index.remove(dot);
            }
            for (Dot dot : since(came, join.came())) {
                index = index.put(dot, key);
            }
        }

        private List<Dot> since(int mark, List<Dot> dots) {
            return dots.subList(mark, dots.size());
        }

        private DotMap<K, S> result() {
            return new DotMap<>(merged, index, bottom);
        }
    }
}
