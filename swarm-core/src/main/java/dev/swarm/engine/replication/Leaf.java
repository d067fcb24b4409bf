package dev.swarm.engine.replication;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one leaf of the hash tree and their values, in the order of the keys' hashes; of equal hashes, of the
 * keys. The order hangs on the content alone. There may be millions of keys, so nothing is made for one: a row has its
 * key, and two arrays hold its hash and the row. However many keys have the same hash, a look-up takes the logarithm of
 * their number.
 */
final class Leaf {

    /** The leaf without a key; nothing may be put into it. */
    static final Leaf EMPTY = new Leaf();

    private static final int INITIAL = 4;

    private int[] hashes = new int[INITIAL];
    private @Nullable Row[] rows = new Row[INITIAL];
    private int size;

    @Nullable
    Row get(String key) {
        int place = find(key);
        return place < 0 ? null : rows[place];
    }

    /** Puts a row in the place of its key's present one; returns whether there was none. */
    boolean put(Row row) {
        String key = row.write().key();
        int place = find(key);
        if (place >= 0) {
            rows[place] = row;
            return false;
        }
        if (size == hashes.length) {
            resize(size + size / 2);
        }
        int at = -place - 1;
        System.arraycopy(hashes, at, hashes, at + 1, size - at);
        System.arraycopy(rows, at, rows, at + 1, size - at);
        hashes[at] = hash(key);
        rows[at] = row;
        size++;
        return true;
    }

    /** Takes a key away; returns whether it was there. */
    boolean remove(String key) {
        int place = find(key);
        if (place < 0) {
            return false;
        }
        size--;
        System.arraycopy(hashes, place + 1, hashes, place, size - place);
        System.arraycopy(rows, place + 1, rows, place, size - place);
        rows[size] = null;
        if (hashes.length > INITIAL && size < hashes.length / 4) {
            resize(Math.max(INITIAL, hashes.length / 2));
        }
        return true;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Returns the keys; a list of its own. */
    List<String> keys() {
        List<String> keys = new ArrayList<>(size);
        forEach((key, row) -> keys.add(key));
        return keys;
    }

    /**
     * Hands over all keys and their values.
     *
     * @throws ConcurrentModificationException if a key came or went meanwhile
     */
    void forEach(BiConsumer<String, Row> taker) {
        int expected = size;
        for (int place = 0; place < expected; place++) {
            Row row = at(place);
            taker.accept(row.write().key(), row);
            if (size != expected) {
                throw new ConcurrentModificationException("Keys must not come or go while they are handed over");
            }
        }
    }

    /** Returns the place of a key, or what is one less than the negative of the place where it would be. */
    private int find(String key) {
        int hash = hash(key);
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Integer.compare(hashes[middle], hash);
            if (order == 0) {
                order = at(middle).write().key().compareTo(key);
            }
            if (order == 0) {
                return middle;
            } else if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    private Row at(int place) {
        Row row = rows[place];
        if (row == null) {
            throw new IllegalStateException("No row at " + place + " of " + size);
        }
        return row;
    }

    private void resize(int length) {
        hashes = Arrays.copyOf(hashes, length);
        rows = Arrays.copyOf(rows, length);
    }

    private static int hash(String key) {
        return key.hashCode();
    }
}
