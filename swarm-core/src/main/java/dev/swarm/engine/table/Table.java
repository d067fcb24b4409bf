package dev.swarm.engine.table;

import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Very many objects, found by a key that each holds itself. They stand in {@link Pages}, and are found by an
 * {@link Index}: so one more costs no object beside it.
 *
 * <p>There is one writer at a time, which callers see to. Any thread may read without a lock: a key that stays is
 * never missed, and one that comes or goes meanwhile is found or not. The place of an object never changes.
 */
public abstract class Table<K, T> {

    private final Pages<T> pages = new Pages<>();
    private final Index<K> index = new Index<>() {
        @Override
        int spread(K key) {
            return Table.this.spread(hashOf(key));
        }

        @Override
        K key(int place) {
            return keyOf(Objects.requireNonNull(pages.get(place)));
        }

        @Override
        boolean isAt(int place, K key) {
            T item = pages.get(place);
            return item != null && isKey(item, key);
        }
    };

    /** Returns the key of an object, always the same. */
    protected abstract K keyOf(T item);

    /** Returns the hash of a key, the same for equal ones. */
    protected int hashOf(K key) {
        return key.hashCode();
    }

    /** Returns a hash of which all bits differ where one bit of another does; {@link #forEachIn} goes by it. */
    protected int spread(int hash) {
        return Slots.spread(hash);
    }

    /** Tells whether an object has a key. */
    protected boolean isKey(T item, K key) {
        return keyOf(item).equals(key);
    }

    /**
     * Reads where a key would be looked for, and makes nothing of it. Whoever is about to look for many keys, or in
     * many tables, does this for all of them first: the processor waits for memory once then, and not once for each.
     *
     * @param keyHash what {@link #hashOf} gives for the key
     */
    public final void touch(int keyHash) {
        index.touch(spread(keyHash));
    }

    /** Returns the object of a key, {@code null} if there is none. */
    public final @Nullable T find(K key) {
        int hash = spread(hashOf(key));
        long[] slots;
        T item;
        do {
            slots = index.slots();
            item = find(slots, hash, key);
            if (item == null) {
                item = at(index.placeInCrowd(key), key);
            }
            // in other slots there may be one for it that was not in these
        } while (item == null && slots != index.slots());
        return item;
    }

    private @Nullable T find(long[] slots, int hash, K key) {
        int at = Slots.first(hash, slots);
        for (int step = 0; step < Index.STEPS; step++) {
            long slot = Index.slot(slots, at);
            if (slot == 0) {
                return null;
            }
            // the place may be free by now, or that of another key
            T item = Index.hashIn(slot) == hash ? at(Index.placeIn(slot), key) : null;
            if (item != null) {
                return item;
            }
            at = Slots.next(at, slots);
        }
        return null;
    }

    private @Nullable T at(int place, K key) {
        T item = place == Index.NONE ? null : pages.get(place);
        return item != null && isKey(item, key) ? item : null;
    }

    /** Puts an object, in the place of the one with its key if there is one, which is returned. */
    public final @Nullable T put(T item) {
        return put(keyOf(item), item);
    }

    /** As {@link #put(Object)}, for whoever has the key of the object already. */
    public final @Nullable T put(K key, T item) {
        int place = index.placeOf(key);
        if (place != Index.NONE) {
            T before = pages.get(place);
            pages.set(place, item);
            return before;
        }
        add(key, item);
        return null;
    }

    /** As {@link #put(Object, Object)}, for whoever has looked, and knows that there is none with the key. */
    public final void add(K key, T item) {
        int added = pages.add(item);
        index.enter(spread(hashOf(key)), added, pages.size());
    }

    /** Removes the object of a key, which is returned; {@code null} if there was none. */
    public final @Nullable T remove(K key) {
        int place = index.placeOf(key);
        if (place == Index.NONE) {
            return null;
        }
        T before = Objects.requireNonNull(pages.get(place));
        index.leave(key, place, pages.size() - 1);
        pages.remove(place);
        return before;
    }

    /** Removes an object, unless another one, or none, has its key. Tells whether it was there. */
    public final boolean removeSame(T item) {
        K key = keyOf(item);
        return find(key) == item && remove(key) != null;
    }

    /** Returns how many objects there are. */
    public final int size() {
        return pages.size();
    }

    /**
     * Shows all objects whose {@link #spread} hash is in a range, without a sign and with its ends; the writer's
     * thread, and none may come or go meanwhile.
     */
    public final void forEachIn(int from, int to, Consumer<? super T> action) {
        index.forEachIn(from, to, place -> action.accept(Objects.requireNonNull(pages.get(place))));
    }

    /**
     * Shows all objects, in the order in which they came but for those that have the place of one that went. Those that
     * come or go meanwhile may be among them or not; whoever is shown one may put or remove some.
     */
    public final void forEach(Consumer<? super T> action) {
        pages.forEach(action);
    }
}
