package dev.swarm.crdt.trie;

import java.util.AbstractSet;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map whose changed copies share almost all of their structure: a change copies the few nodes on the path
 * to one key, so it costs the same for a hundred keys as for a million. A hash array mapped trie (Bagwell, "Ideal Hash
 * Trees", 2001), with 32 children at most and paths no longer than seven.
 *
 * <p>Neither keys nor values are {@code null}. The order of iteration depends on the hash codes of the keys only, but
 * for keys whose hash codes are the same: those come as they were put, and cost linear time among themselves.
 *
 * <p>Safe for any number of threads, as all values are.
 *
 * @param <K> keys, with {@code equals} and {@code hashCode} by value
 * @param <V> values
 */
public final class TrieMap<K, V> implements Iterable<Map.Entry<K, V>> {

    private final @Nullable Node<K, V> root;
    private final int size;

    private TrieMap(@Nullable Node<K, V> root, int size) {
        this.root = root;
        this.size = size;
    }

    /** Returns the map without keys. */
    public static <K, V> TrieMap<K, V> empty() {
        return new TrieMap<>(null, 0);
    }

    /** Returns the map with one key. */
    public static <K, V> TrieMap<K, V> of(K key, V value) {
        return new TrieMap<>(Node.leaf(key, value), 1);
    }

    /** Returns the number of keys. */
    public int size() {
        return size;
    }

    /** Tells whether there are no keys. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** Returns the value of a key, or {@code null} if there is none. */
    public @Nullable V get(Object key) {
        Node.Leaf<K, V> leaf = find(key);
        return leaf == null ? null : leaf.value();
    }

    /** Tells whether a key has a value. */
    public boolean containsKey(Object key) {
        return find(key) != null;
    }

    /** Returns the map in which the key has the value; this one if that is the very value it has already. */
    public TrieMap<K, V> put(K key, V value) {
        Objects.requireNonNull(value, "value");
        if (root == null) {
            return of(key, value);
        }
        Node.Leaf<K, V> old = find(key);
        if (old == null) {
            return new TrieMap<>(root.put(Node.leaf(key, value), 0), size + 1);
        }
        return old.value() == value ? this : new TrieMap<>(root.put(Node.leaf(old.key(), value), 0), size);
    }

    /** Returns the map without the key; this one if it has none. */
    public TrieMap<K, V> remove(Object key) {
        Node.Leaf<K, V> old = find(key);
        return root == null || old == null ? this : new TrieMap<>(root.remove(old, 0), size - 1);
    }

    /** Returns the keys, a view that cannot be changed. */
    public Set<K> keys() {
        return new AbstractSet<>() {
            @Override
            public Iterator<K> iterator() {
                Walk<K, V> walk = new Walk<>(root);
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return walk.hasNext();
                    }

                    @Override
                    public K next() {
                        return walk.next().getKey();
                    }
                };
            }

            @Override
            public int size() {
                return size;
            }

            @Override
            public boolean contains(@Nullable Object key) {
                return key != null && containsKey(key);
            }
        };
    }

    /** Walks over the entries; none of them can be changed. */
    @Override
    public Iterator<Map.Entry<K, V>> iterator() {
        return new Walk<>(root);
    }

    /** Tells whether the other one is a map with the same keys and equal values. */
    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof TrieMap<?, ?> that) || size != that.size) {
            return false;
        }
        for (Map.Entry<K, V> entry : this) {
            if (!entry.getValue().equals(that.get(entry.getKey()))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int sum = 0;
        for (Map.Entry<K, V> entry : this) {
            sum += entry.hashCode();
        }
        return sum;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (Map.Entry<K, V> entry : this) {
            text.append(text.length() > 1 ? ", " : "").append(entry);
        }
        return text.append('}').toString();
    }

    private Node.@Nullable Leaf<K, V> find(Object key) {
        return root == null ? null : root.find(key, Node.hashOf(key), 0);
    }

    /** Depth first; never keeps more than the siblings along one path. */
    private static final class Walk<K, V> implements Iterator<Map.Entry<K, V>> {

        private final ArrayDeque<Node<K, V>> ahead = new ArrayDeque<>();

        private Walk(@Nullable Node<K, V> root) {
            if (root != null) {
                ahead.push(root);
            }
        }

        @Override
        public boolean hasNext() {
            return !ahead.isEmpty();
        }

        @Override
        public Map.Entry<K, V> next() {
            while (!ahead.isEmpty()) {
                Node<K, V> node = ahead.pop();
                if (node instanceof Node.Leaf<K, V> leaf) {
                    return Map.entry(leaf.key(), leaf.value());
                }
                node.pushChildren(ahead);
            }
            throw new NoSuchElementException("no further entry");
        }
    }
}
