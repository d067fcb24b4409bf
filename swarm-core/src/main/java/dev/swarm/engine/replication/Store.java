package dev.swarm.engine.replication;

import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.table.Table;
import dev.swarm.engine.wire.replication.Key;
import dev.swarm.engine.wire.replication.PlainWrite;
import dev.swarm.engine.wire.replication.ReplicaBounds;
import dev.swarm.engine.wire.replication.Row;
import dev.swarm.engine.wire.replication.Write;
import java.util.ArrayList;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All keys and their values, and the hashes over them. A key that was taken away leaves nothing behind. It is known
 * which keys belong to a leaf of the hash tree, so that a leaf that differs between two nodes is at hand.
 */
final class Store {

    /** Estimate of what a key costs beside its own bytes and its values': places, write, headers. */
    private static final int KEY_OVERHEAD_BYTES = 150;

    /** The letter of the keys whose rows nobody else keeps, so that they need be no objects. */
    private final char packed;

    private final PackedRows small = new PackedRows();
    private final Table<Key, Row> rows = new KeyedRows();

    /** How many keys of that letter have rows that are objects all the same. */
    private int large;

    private int[] sizes = new int[0];
    private @Nullable HashTree tree;
    private long bytes;

    /** How often a key came or went. */
    private long comings;

    /** What was looked for last, and what is there: a step asks several times for one key. */
    private @Nullable Key sought;

    private @Nullable Row found;

    /**
     * Makes an empty one.
     *
     * @param packed the letter of the keys of which very many have small values, and whose rows nobody else keeps
     */
    Store(char packed) {
        this.packed = packed;
    }

    @Nullable
    Row get(Key key) {
        if (!key.equals(sought)) {
            Row row = key.space() == packed ? small.find(key) : null;
            found = row != null || (key.space() == packed && large == 0) ? row : rows.find(key);
            sought = key;
        }
        return found;
    }

    /** Returns the marks on the rows that are no objects. */
    Marks marks() {
        return new Marks(small);
    }

    /** Tells whether the row of a key is marked. */
    boolean isMarked(Key key, Row row) {
        return isSmall(key, row) && small.isMarked(key);
    }

    /** A key is about to be looked for. */
    void expect(Key key) {
        expect(key.space(), key.hashCode());
    }

    /** Many keys are about to be looked for. */
    void expect(List<Write> writes) {
        for (Write write : writes) {
            expect(write.space(), write.keyHash());
        }
    }

    /** A key with that hash is about to be looked for. */
    void expect(char space, int keyHash) {
        if (space == packed) {
            small.touch(keyHash);
        } else {
            rows.touch(keyHash);
        }
    }

    /**
     * Puts other values in the place of a key's, {@code null} for none.
     *
     * @return whether {@link Additions} say all of it
     */
    boolean replace(Key key, @Nullable Row before, @Nullable Row after) {
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
        put(key, before, after);
        int more = (after == null ? 0 : 1) - (before == null ? 0 : 1);
        if (more != 0) {
            onMore(more, index, key.length());
        }
        return before == null && after != null && isSmall(key, after) && PackedRows.isPlain(small.page(), small.at());
    }

    /**
     * Adds a row of one byte that stays bytes.
     *
     * @return whether it is one of those, and there is none with its key; nothing has changed otherwise
     */
    boolean add(ReplicaId origin, PlainWrite write) {
        boolean mayBe = write.space() == packed && write.valueLength() == 1;
        if (!mayBe || (large > 0 && rows.find(write.key()) != null) || !small.add(origin, write)) {
            return false;
        }
        sought = null;
        int index = HashTree.leafOf(write.keyHash());
        tree().add(index, HashTree.hash(origin, write.number()));
        bytes += write.valueLength();
        onMore(1, index, write.keyLength());
        return true;
    }

    private void onMore(int more, int leaf, int keyLength) {
        comings++;
        sizes[leaf] += more;
        bytes += (long) more * (KEY_OVERHEAD_BYTES + keyLength);
    }

    /** Tells whether a write is the row that was put last, and that row is bytes. */
    boolean isLatest(Write write) {
        return write.space() == packed && small.isLatest(write);
    }

    /** Returns the rows that are bytes. */
    PackedRows packed() {
        return small;
    }

    private void put(Key key, @Nullable Row before, @Nullable Row after) {
        boolean stays = before != null && after != null && isSmall(key, before) == isSmall(key, after);
        if (before != null && !stays) {
            remove(key, isSmall(key, before));
        }
        if (after != null && stays) {
            boolean unused = isSmall(key, after) ? small.put(after.write()) : rows.put(key, after) != null;
        } else if (after != null) {
            add(key, after);
        }
    }

    private void add(Key key, Row row) {
        if (isSmall(key, row)) {
            small.add(key, row.write());
        } else {
            rows.add(key, row);
            large += key.space() == packed ? 1 : 0;
        }
    }

    private void remove(Key key, boolean wasSmall) {
        if (wasSmall) {
            Write unused = small.remove(key);
        } else {
            Row unused = rows.remove(key);
            large -= key.space() == packed ? 1 : 0;
        }
    }

    private boolean isSmall(Key key, Row row) {
        return key.space() == packed && PackedRows.fits(row);
    }

    /** Returns how many keys a leaf has. */
    int size(int leaf) {
        return sizes.length == 0 ? 0 : sizes[leaf];
    }

    /** Returns the keys of a leaf; a list of its own. */
    List<Key> keys(int leaf) {
        List<Key> keys = new ArrayList<>(size(leaf));
        forEach(leaf, row -> keys.add(row.write().key()));
        return keys;
    }

    /**
     * Hands over the values of all keys of a leaf.
     *
     * @throws ConcurrentModificationException if a key came or went meanwhile
     */
    void forEach(int leaf, Consumer<Row> taker) {
        if (size(leaf) == 0) {
            return;
        }
        long expected = comings;
        Consumer<Row> checked = row -> {
            taker.accept(row);
            if (comings != expected) {
                throw new ConcurrentModificationException("Keys must not come or go while they are handed over");
            }
        };
        small.forEachIn(HashTree.firstOf(leaf), HashTree.lastOf(leaf), checked);
        rows.forEachIn(HashTree.firstOf(leaf), HashTree.lastOf(leaf), checked);
    }

    /** Hands over the values of all keys, in no order that means anything; none may come or go meanwhile. */
    void forEach(Consumer<Row> taker) {
        small.forEachIn(0, -1, taker);
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
        return small.size() + rows.size();
    }

    /** Returns about how many bytes of heap the content takes. */
    long bytes() {
        return bytes;
    }

    /** Made with the first key: a node that shares nothing pays nothing. */
    private HashTree tree() {
        HashTree made = tree;
        if (made == null) {
            made = new HashTree();
            tree = made;
            sizes = new int[ReplicaBounds.LEAVES];
        }
        return made;
    }

    /** The rows by their keys. */
    private static final class KeyedRows extends Table<Key, Row> {

        @Override
        protected Key keyOf(Row row) {
            return row.write().key();
        }

        @Override
        protected boolean isKey(Row row, Key key) {
            return row.write().isOf(key);
        }

        @Override
        protected int spread(int hash) {
            return HashTree.spread(hash);
        }
    }
}
