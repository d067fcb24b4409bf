package dev.swarm.crdt.trie;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node of a {@link TrieMap}. Five bits of the hash choose a child at each level. The shape is a function of the keys
 * alone: a branch never has a single child that is not a branch itself, so it does not remember what was removed.
 */
sealed interface Node<K, V> {

    /** Bits of the hash that one level looks at. */
    int LEVEL_BITS = 5;

    int LEVEL_MASK = (1 << LEVEL_BITS) - 1;

    /** Spreads weak hash codes, such as those of consecutive numbers, over all bits (Knuth's golden ratio). */
    int SPREAD = 0x9E37_79B9;

    /** Returns the hash by which a key is placed. */
    static int hashOf(Object key) {
        int product = key.hashCode() * SPREAD;
        return product ^ (product >>> 16);
    }

    /** Returns a node for one key. */
    static <K, V> Leaf<K, V> leaf(K key, V value) {
        return new Leaf<>(hashOf(key), key, value);
    }

    /** Returns the hash that all keys below share from the given level on; only leaves and buckets have one. */
    int hash();

    /** Returns the leaf of a key below this node. */
    @Nullable
    Leaf<K, V> find(Object key, int hash, int shift);

    /** Returns this node with a leaf added, or in place of the one with the same key. */
    Node<K, V> put(Leaf<K, V> leaf, int shift);

    /** Returns this node without a leaf that it has; {@code null} if nothing is left. */
    @Nullable
    Node<K, V> remove(Leaf<K, V> leaf, int shift);

    /** Pushes what is directly below, so that it pops in order. */
    void pushChildren(ArrayDeque<Node<K, V>> stack);

    private static <K, V> Node<K, V> branch(Node<K, V> first, Leaf<K, V> second, int shift) {
        int one = index(first.hash(), shift);
        int two = index(second.hash, shift);
        if (one == two) {
            return new Branch<>(1 << one, new ArrayList<>(List.of(branch(first, second, shift + LEVEL_BITS))));
        }
        List<Node<K, V>> both = one < two ? List.of(first, second) : List.of(second, first);
        return new Branch<>((1 << one) | (1 << two), new ArrayList<>(both));
    }

    private static int index(int hash, int shift) {
        return (hash >>> shift) & LEVEL_MASK;
    }

    /**
     * One key.
     *
     * @param hash its spread hash
     * @param key the key
     * @param value its value
     */
    record Leaf<K, V>(int hash, K key, V value) implements Node<K, V> {

        @Override
        public @Nullable Leaf<K, V> find(Object wanted, int wantedHash, int shift) {
            return hash == wantedHash && key.equals(wanted) ? this : null;
        }

        @Override
        public Node<K, V> put(Leaf<K, V> leaf, int shift) {
            if (hash != leaf.hash) {
                return branch(this, leaf, shift);
            }
            return key.equals(leaf.key) ? leaf : new Bucket<>(hash, List.of(this, leaf));
        }

        @Override
        public @Nullable Node<K, V> remove(Leaf<K, V> leaf, int shift) {
            return null;
        }

        @Override
        public void pushChildren(ArrayDeque<Node<K, V>> stack) {}
    }

    /**
     * Two keys or more with the same hash.
     *
     * @param hash their spread hash
     * @param leaves as they were put
     */
    record Bucket<K, V>(int hash, List<Leaf<K, V>> leaves) implements Node<K, V> {

        @Override
        public @Nullable Leaf<K, V> find(Object key, int wantedHash, int shift) {
            if (hash == wantedHash) {
                for (Leaf<K, V> leaf : leaves) {
                    if (leaf.key.equals(key)) {
                        return leaf;
                    }
                }
            }
            return null;
        }

        @Override
        public Node<K, V> put(Leaf<K, V> leaf, int shift) {
            if (hash != leaf.hash) {
                return branch(this, leaf, shift);
            }
            List<Leaf<K, V>> more = new ArrayList<>(leaves);
            more.replaceAll(old -> old.key.equals(leaf.key) ? leaf : old);
            if (!more.contains(leaf)) {
                more.add(leaf);
            }
            return new Bucket<>(hash, more);
        }

        @Override
        public @Nullable Node<K, V> remove(Leaf<K, V> leaf, int shift) {
            List<Leaf<K, V>> fewer = new ArrayList<>(leaves);
            fewer.removeIf(old -> old.key.equals(leaf.key));
            return fewer.size() == 1 ? fewer.get(0) : new Bucket<>(hash, fewer);
        }

        @Override
        public void pushChildren(ArrayDeque<Node<K, V>> stack) {
            for (int i = leaves.size() - 1; i >= 0; i--) {
                stack.push(leaves.get(i));
            }
        }
    }

    /** Children by five bits of the hash; the bitmap says which of the 32 there are. */
    final class Branch<K, V> implements Node<K, V> {

        private final int bitmap;
        private final List<Node<K, V>> children;

        /** Takes over a list that the caller gives up; always of the same class, since each look-up passes here. */
        private Branch(int bitmap, List<Node<K, V>> children) {
            this.bitmap = bitmap;
            this.children = children;
        }

        @Override
        public int hash() {
            throw new IllegalStateException("a branch holds keys of several hashes");
        }

        @Override
        public @Nullable Leaf<K, V> find(Object key, int hash, int shift) {
            int bit = 1 << index(hash, shift);
            return (bitmap & bit) == 0 ? null : children.get(position(bit)).find(key, hash, shift + LEVEL_BITS);
        }

        @Override
        public Node<K, V> put(Leaf<K, V> leaf, int shift) {
            int bit = 1 << index(leaf.hash, shift);
            int at = position(bit);
            if ((bitmap & bit) != 0) {
                return with(at, children.get(at).put(leaf, shift + LEVEL_BITS));
            }
            List<Node<K, V>> more = new ArrayList<>(children.size() + 1);
            more.addAll(children);
            more.add(at, leaf);
            return new Branch<>(bitmap | bit, more);
        }

        @Override
        public @Nullable Node<K, V> remove(Leaf<K, V> leaf, int shift) {
            int bit = 1 << index(leaf.hash, shift);
            int at = position(bit);
            Node<K, V> left = children.get(at).remove(leaf, shift + LEVEL_BITS);
            if (left != null) {
                return children.size() == 1 && !(left instanceof Branch) ? left : with(at, left);
            }
            if (children.size() == 2 && !(children.get(1 - at) instanceof Branch)) {
                return children.get(1 - at);
            }
            List<Node<K, V>> fewer = new ArrayList<>(children);
            fewer.remove(at);
            return new Branch<>(bitmap & ~bit, fewer);
        }

        @Override
        public void pushChildren(ArrayDeque<Node<K, V>> stack) {
            for (int i = children.size() - 1; i >= 0; i--) {
                stack.push(children.get(i));
            }
        }

        private Node<K, V> with(int at, Node<K, V> child) {
            List<Node<K, V>> changed = new ArrayList<>(children);
            changed.set(at, child);
            return new Branch<>(bitmap, changed);
        }

        private int position(int bit) {
            return Integer.bitCount(bitmap & (bit - 1));
        }
    }
}
