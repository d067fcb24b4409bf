package dev.swarm.engine.replication;

import dev.swarm.engine.wire.replication.ReplicaBounds;
import dev.swarm.engine.wire.replication.Write;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * All keys and their values, and the hashes over them. A key that was taken away leaves nothing behind. Keys stand in
 * the leaves of the hash tree, so that a leaf that differs between two nodes is at hand.
 */
final class Store {

    /** Estimate of what a key costs beside its own bytes and its values': places, row, write, headers. */
    private static final int KEY_OVERHEAD_BYTES = 150;

    private @Nullable Leaf[] leaves = new Leaf[0];
    private @Nullable HashTree tree;
    private int keys;
    private long bytes;

    /** What was looked for last, and what is there: a step asks several times for one key. */
    private @Nullable String sought;

    private @Nullable Row found;

    @Nullable
    Row get(String key) {
        if (!key.equals(sought)) {
            found = leaf(HashTree.leafOf(key)).get(key);
            sought = key;
        }
        return found;
    }

    /** Puts other values in the place of a key's, {@code null} for none. */
    void replace(String key, @Nullable Row before, @Nullable Row after) {
        int index = HashTree.leafOf(key);
        sought = key;
        found = after;
        HashTree hashes = tree();
        for (Row row = before; row != null; row = row.next()) {
            hashes.subtract(index, HashTree.hash(row.write()));
            bytes -= length(row.write());
        }
        for (Row row = after; row != null; row = row.next()) {
            hashes.add(index, HashTree.hash(row.write()));
            bytes += length(row.write());
        }
        if (after == null) {
            remove(index, key);
        } else if (made(index).put(after)) {
            keys++;
            bytes += KEY_OVERHEAD_BYTES + key.length();
        }
    }

    /** Returns one leaf, which must not be changed. */
    Leaf leaf(int index) {
        Leaf leaf = index < leaves.length ? leaves[index] : null;
        return leaf == null ? Leaf.EMPTY : leaf;
    }

    /** Hands over all keys that begin with a prefix, in no order that means anything; none may come or go meanwhile. */
    void forEach(String prefix, BiConsumer<String, Row> taker) {
        BiConsumer<String, Row> filter = (key, row) -> {
            if (key.startsWith(prefix)) {
                taker.accept(key, row);
            }
        };
        for (int index = 0; index < leaves.length; index++) {
            leaf(index).forEach(filter);
        }
    }

    /** Returns the hash over everything. */
    long content() {
        return tree == null ? 0 : tree.root();
    }

    /** Returns the hashes of all children of a node. */
    Collection<Long> children(int depth, int node) {
        List<Long> hashes = new ArrayList<>(ReplicaBounds.FANOUT);
        for (int i = 0; i < ReplicaBounds.FANOUT; i++) {
            hashes.add(hash(depth + 1, node * ReplicaBounds.FANOUT + i));
        }
        return hashes;
    }

    /** Returns the hash of a node. */
    long hash(int depth, int node) {
        return tree == null ? 0 : tree.at(depth, node);
    }

    int keys() {
        return keys;
    }

    /** Returns about how many bytes of heap the content takes. */
    long bytes() {
        return bytes;
    }

    private void remove(int index, String key) {
        Leaf leaf = leaf(index);
        if (leaf.remove(key)) {
            keys--;
            bytes -= KEY_OVERHEAD_BYTES + key.length();
            if (leaf.isEmpty()) {
                leaves[index] = null;
            }
        }
    }

    private Leaf made(int index) {
        if (leaves.length == 0) {
            leaves = new Leaf[ReplicaBounds.LEAVES];
        }
        Leaf leaf = leaves[index];
        if (leaf == null) {
            leaf = new Leaf();
            leaves[index] = leaf;
        }
        return leaf;
    }

    /** Made with the first key: a node that shares nothing pays nothing. */
    private HashTree tree() {
        HashTree made = tree == null ? new HashTree() : tree;
        tree = made;
        return made;
    }

    private static long length(Write write) {
        byte[] value = write.value();
        return value == null ? 0 : value.length;
    }
}
