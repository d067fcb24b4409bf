package dev.swarm.engine.replication;

import dev.swarm.engine.table.Table;
import dev.swarm.engine.wire.replication.Key;
import dev.swarm.engine.wire.replication.ReplicaBounds;
import dev.swarm.engine.wire.replication.Row;
import dev.swarm.engine.wire.replication.Write;
import java.util.ArrayList;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All keys and their values, and the hashes over them. A key that was taken away leaves nothing behind. It is known
 * which keys belong to a leaf of the hash tree, so that a leaf that differs between two nodes is at hand.
 */
final class Store {

    /** Estimate of what a key costs beside its own bytes and its values': places, write, headers. */
    private static final int KEY_OVERHEAD_BYTES = 150;

    private final Leaves leaves = new Leaves();
    private final Table<Key, Row> rows = new KeyedRows(leaves);
    private @Nullable HashTree tree;
    private long bytes;

    /** How often a key came or went. */
    private long comings;

    /** What was looked for last, and what is there: a step asks several times for one key. */
    private @Nullable Key sought;

    private @Nullable Row found;

    @Nullable
    Row get(Key key) {
        if (!key.equals(sought)) {
            found = rows.find(key);
            sought = key;
        }
        return found;
    }

    /** A key is about to be looked for. */
    void expect(Key key) {
        rows.touch(key.hashCode());
    }

    /** Many keys are about to be looked for. */
    void expect(List<Write> writes) {
        for (Write write : writes) {
            rows.touch(write.keyHash());
        }
    }

    /** Puts other values in the place of a key's, {@code null} for none. */
    void replace(Key key, @Nullable Row before, @Nullable Row after) {
        int index = HashTree.leafOf(key);
        sought = key;
        found = after;
        HashTree hashes = tree();
        for (Row row = before; row != null; row = row.next()) {
            hashes.subtract(index, HashTree.hash(row.write()));
            bytes -= row.write().valueLength();
        }
        for (Row row = after; row != null; row = row.next()) {
            hashes.add(index, HashTree.hash(row.write()));
            bytes += row.write().valueLength();
        }
        int keys = rows.size();
        Row unused = after == null ? rows.remove(key) : rows.put(key, after);
        if (rows.size() != keys) {
            comings++;
            bytes += (long) (rows.size() - keys) * (KEY_OVERHEAD_BYTES + key.length());
        }
    }

    /** Returns how many keys a leaf has. */
    int size(int leaf) {
        return leaves.size(leaf);
    }

    /** Returns the keys of a leaf; a list of its own. */
    List<Key> keys(int leaf) {
        List<Key> keys = new ArrayList<>(leaves.size(leaf));
        forEach(leaf, row -> keys.add(row.write().key()));
        return keys;
    }

    /**
     * Hands over the values of all keys of a leaf.
     *
     * @throws ConcurrentModificationException if a key came or went meanwhile
     */
    void forEach(int leaf, Consumer<Row> taker) {
        long expected = comings;
        for (int place = leaves.first(leaf); place != Leaves.NONE; place = leaves.next(place)) {
            taker.accept(Objects.requireNonNull(rows.at(place)));
            if (comings != expected) {
                throw new ConcurrentModificationException("Keys must not come or go while they are handed over");
            }
        }
    }

    /** Hands over the values of all keys, in no order that means anything; none may come or go meanwhile. */
    void forEach(Consumer<Row> taker) {
        rows.forEach(taker);
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
        return rows.size();
    }

    /** Returns about how many bytes of heap the content takes. */
    long bytes() {
        return bytes;
    }

    /** Made with the first key: a node that shares nothing pays nothing. */
    private HashTree tree() {
        HashTree made = tree == null ? new HashTree() : tree;
        tree = made;
        return made;
    }

    /** The rows by their keys; each place is also in the list of its leaf. */
    private static final class KeyedRows extends Table<Key, Row> {

        private final Leaves leaves;

        private KeyedRows(Leaves leaves) {
            this.leaves = leaves;
        }

        @Override
        protected Key keyOf(Row row) {
            return row.write().key();
        }

        @Override
        protected boolean isKey(Row row, Key key) {
            return row.write().isOf(key);
        }

        @Override
        protected void onAdded(int place, Row row) {
            leaves.add(HashTree.leafOf(row.write()), place);
        }

        @Override
        protected void onRemoved(int place, Row row) {
            leaves.remove(HashTree.leafOf(row.write()), place);
        }
    }
}
