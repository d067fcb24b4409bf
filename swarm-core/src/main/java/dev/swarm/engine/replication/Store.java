package dev.swarm.engine.replication;

import dev.swarm.engine.wire.replication.ReplicaBounds;
import dev.swarm.engine.wire.replication.Write;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * All keys and their values, and the hashes over them. A key that was taken away leaves nothing behind. Keys stand in
 * the leaves of the hash tree, so that a leaf that differs between two nodes is at hand.
 */
final class Store {

    /** Estimate of what a key costs beside its own bytes and its values': map entry, row, write, headers. */
    private static final int KEY_OVERHEAD_BYTES = 180;

    private final Map<Integer, Map<String, Row>> leaves = new LinkedHashMap<>();
    private @Nullable HashTree tree;
    private int keys;
    private long bytes;

    @Nullable
    Row get(String key) {
        Map<String, Row> leaf = leaves.get(HashTree.leafOf(key));
        return leaf == null ? null : leaf.get(key);
    }

    /** Puts other values in the place of a key's, {@code null} for none. */
    void replace(String key, @Nullable Row before, @Nullable Row after) {
        int index = HashTree.leafOf(key);
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
        } else if (leaves.computeIfAbsent(index, unused -> new LinkedHashMap<>())
                        .put(key, after)
                == null) {
            keys++;
            bytes += KEY_OVERHEAD_BYTES + key.length();
        }
    }

    /** Returns the content of one leaf by key. */
    Map<String, Row> leaf(int index) {
        return leaves.getOrDefault(index, Map.of());
    }

    /** Hands over all keys that begin with a prefix, in no order that means anything. */
    void forEach(String prefix, BiConsumer<String, Row> taker) {
        leaves.values()
                .forEach(leaf -> leaf.forEach((key, row) -> {
                    if (key.startsWith(prefix)) {
                        taker.accept(key, row);
                    }
                }));
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
        Map<String, Row> leaf = leaves.get(index);
        if (leaf != null && leaf.remove(key) != null) {
            keys--;
            bytes -= KEY_OVERHEAD_BYTES + key.length();
            if (leaf.isEmpty()) {
                leaves.remove(index);
            }
        }
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
