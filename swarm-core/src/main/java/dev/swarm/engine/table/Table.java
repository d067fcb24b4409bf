package dev.swarm.engine.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Very many objects, found by a key that each holds itself. They stand in {@link Pages}, and the index is an array of
 * numbers: so one more costs no object beside it, and leaves nothing in the index for a collector to look at.
 *
 * <p>The index is an open one: a slot has the hash of a key and the place of its object, and a key is looked for from
 * the slot that its hash names, up to the first empty one. What finds no slot within a few steps goes to the crowd, a
 * map with trees: so keys that were chosen to have one hash cost little more than others.
 *
 * <p>There is one writer at a time, which callers see to. Any thread may read without a lock: a key that stays is
 * never missed, and one that comes or goes meanwhile is found or not. The place of an object never changes.
 */
public abstract class Table<K, T> {

    /** So many slots are looked at before the crowd is. Of keys by chance one in 4,000 finds none, at the fullest. */
    private static final int STEPS = 40;

    /** What a slot holds whose key has gone: a hash and no place. An empty slot would hide the keys behind it. */
    private static final long GONE = 1L << 32;

    private static final VarHandle SLOTS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final long[] NOTHING = {0};

    private final Pages<T> pages = new Pages<>();

    /** In each slot a hash, and below it one more than the place. */
    private volatile long[] index = NOTHING;

    /** The places of those that found no slot. */
    private volatile Map<K, Integer> crowd = Map.of();

    /** Read by nobody; without it the reading would be left out. */
    long touched;

    /** How many slots are not empty. */
    private int used;

    /** Returns the key of an object, always the same. */
    protected abstract K keyOf(T item);

    /** Returns the hash of a key, the same for equal ones. */
    protected int hashOf(K key) {
        return key.hashCode();
    }

    /** Tells whether an object has a key. */
    protected boolean isKey(T item, K key) {
        return keyOf(item).equals(key);
    }

    /** An object has come to a place where none was; the writer's thread. */
    protected void onAdded(int place, T item) {}

    /** An object leaves its place to none; the writer's thread. */
    protected void onRemoved(int place, T item) {}

    /** Returns what stands at a place, {@code null} for nothing. */
    public final @Nullable T at(int place) {
        return pages.get(place);
    }

    /**
     * Reads where a key would be looked for, and makes nothing of it. Whoever is about to look for many keys, or in
     * many tables, does this for all of them first: the processor waits for memory once then, and not once for each.
     *
     * @param keyHash what {@link #hashOf} gives for the key
     */
    public final void touch(int keyHash) {
        long[] slots = index;
        touched += slots[Slots.first(Slots.spread(keyHash), slots)];
    }

    /** Returns the object of a key, {@code null} if there is none. */
    public final @Nullable T find(K key) {
        int hash = Slots.spread(hashOf(key));
        long[] slots;
        T item;
        do {
            slots = index;
            item = find(slots, hash, key);
            if (item == null) {
                item = findInCrowd(key);
            }
            // in another index it may have a slot that it had not in this one
        } while (item == null && slots != index);
        return item;
    }

    private @Nullable T find(long[] slots, int hash, K key) {
        int at = Slots.first(hash, slots);
        for (int step = 0; step < STEPS; step++) {
            long slot = (long) SLOTS.getAcquire(slots, at);
            if (slot == 0) {
                return null;
            }
            if (hash(slot) == hash) {
                T item = pages.get(place(slot));
                // the place may be free by now, or that of another key
                if (item != null && isKey(item, key)) {
                    return item;
                }
            }
            at = Slots.next(at, slots);
        }
        return null;
    }

    private @Nullable T findInCrowd(K key) {
        int place = placeInCrowd(key);
        T item = place < 0 ? null : pages.get(place);
        return item != null && isKey(item, key) ? item : null;
    }

    /** Puts an object, in the place of the one with its key if there is one, which is returned. */
    public final @Nullable T put(T item) {
        return put(keyOf(item), item);
    }

    /** As {@link #put(Object)}, for whoever has the key of the object already. */
    public final @Nullable T put(K key, T item) {
        int hash = Slots.spread(hashOf(key));
        int slot = slotOf(hash, key);
        int place = slot < 0 ? placeInCrowd(key) : place(index[slot]);
        if (place >= 0) {
            T before = pages.get(place);
            pages.set(place, item);
            return before;
        }
        if (Slots.areFull(used + 1, index)) {
            rebuild(pages.size() + 1);
        }
        int added = pages.add(item);
        enter(index, hash, added);
        onAdded(added, item);
        return null;
    }

    /** Removes the object of a key, which is returned; {@code null} if there was none. */
    public final @Nullable T remove(K key) {
        int slot = slotOf(Slots.spread(hashOf(key)), key);
        int place = slot < 0 ? placeInCrowd(key) : place(index[slot]);
        if (place < 0) {
            return null;
        }
        if (slot < 0) {
            crowd.remove(key);
        } else {
            empty(index, slot);
        }
        T before = Objects.requireNonNull(pages.get(place));
        pages.remove(place);
        onRemoved(place, before);
        if (pages.size() < index.length / 16) {
            rebuild(pages.size());
        }
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
     * Shows all objects, in the order in which they came but for those that have the place of one that went. Those that
     * come or go meanwhile may be among them or not; whoever is shown one may put or remove some.
     */
    public final void forEach(Consumer<? super T> action) {
        pages.forEach(action);
    }

    /** Returns the slot of a key, -1 if it has none. */
    private int slotOf(int hash, K key) {
        long[] slots = index;
        int at = Slots.first(hash, slots);
        for (int step = 0; step < STEPS; step++) {
            if (slots[at] == 0) {
                return -1;
            }
            T item = hash(slots[at]) == hash ? pages.get(place(slots[at])) : null;
            if (item != null && isKey(item, key)) {
                return at;
            }
            at = Slots.next(at, slots);
        }
        return -1;
    }

    private int placeInCrowd(K key) {
        Integer place = crowd.get(key);
        return place == null ? -1 : place;
    }

    private static int hash(long slot) {
        return (int) (slot >>> 32);
    }

    private static int place(long slot) {
        return (int) slot - 1;
    }

    /** Enters a key that is new in the index, or in the crowd. */
    private void enter(long[] slots, int hash, int place) {
        if (!enterSlot(slots, hash, place)) {
            if (crowd.isEmpty()) {
                crowd = new ConcurrentHashMap<>();
            }
            crowd.put(keyOf(Objects.requireNonNull(pages.get(place))), place);
        }
    }

    private boolean enterSlot(long[] slots, int hash, int place) {
        int at = Slots.first(hash, slots);
        for (int step = 0; step < STEPS; step++) {
            if ((int) slots[at] == 0) {
                used += slots[at] == 0 ? 1 : 0;
                SLOTS.setRelease(slots, at, (long) hash << 32 | place + 1);
                return true;
            }
            at = Slots.next(at, slots);
        }
        return false;
    }

    /** Nothing is looked for behind a slot before an empty one: it becomes empty too, and what is before it. */
    private void empty(long[] slots, int slot) {
        SLOTS.setRelease(slots, slot, GONE);
        if (slots[Slots.next(slot, slots)] == 0) {
            for (int at = slot; slots[at] == GONE; at = Slots.previous(at, slots)) {
                SLOTS.setRelease(slots, at, 0L);
                used--;
            }
        }
    }

    /** Makes an index with room for many more than there are. Those of the crowd may find a slot in it. */
    private void rebuild(int size) {
        used = 0;
        if (size == 0) {
            index = NOTHING;
            crowd = Map.of();
            return;
        }
        long[] slots = Slots.of(size);
        for (long slot : index) {
            if ((int) slot != 0) {
                enter(slots, hash(slot), place(slot));
            }
        }
        List<K> seated = new ArrayList<>();
        crowd.forEach((key, place) -> {
            if (enterSlot(slots, Slots.spread(hashOf(key)), place)) {
                seated.add(key);
            }
        });
        index = slots;
        leaveCrowd(seated);
    }

    /** Whoever sees that they have left sees the index in which they are. */
    private void leaveCrowd(List<K> seated) {
        seated.forEach(crowd::remove);
        crowd = crowd.isEmpty() ? Map.of() : crowd;
    }
}
