package dev.swarm.engine.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/**
 * Where things stand that each hold their key: an array of numbers, so that one more costs no object, and leaves
 * nothing here for a collector to look at.
 *
 * <p>It is an open one: a slot has the hash of a key and the place of its thing, and a key is looked for from the slot
 * that its hash names, up to the first empty one. What finds no slot within a few steps goes to the crowd, a map with
 * trees: so keys that were chosen to have one hash cost little more than others.
 *
 * <p>There is one writer at a time, which callers see to. Any thread may look, without a lock.
 */
abstract class Index<K> {

    /** So many slots are looked at before the crowd is. Of keys by chance one in 4,000 finds none, at the fullest. */
    static final int STEPS = 40;

    /** So many reads keep the processor busy; more would not all be there still when they are wanted. */
    private static final int AHEAD = 64;

    /** Who looks from one slot often comes that far, into the next line of the processor's memory. */
    private static final int FURTHER = 6;

    /** Of the {@link Notes}: how many hashes wait to be read for. */
    private static final int EXPECTED = 0;

    /** Read by nobody; without it the reading would be left out. */
    private static final int TOUCHED = 1;

    /** How many slots are not empty. */
    private static final int USED = 2;

    /** For whoever has places: how much of the last page is used. */
    static final int FILLED = 3;

    /** No place. */
    static final int NONE = -1;

    /** What a slot holds whose key has gone: a hash and no place. An empty slot would hide the keys behind it. */
    private static final long GONE = 1L << 32;

    private static final VarHandle SLOTS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final long[] NOTHING = {0};

    /** In each slot a hash, and below it one more than the place. */
    private volatile long[] slots = NOTHING;

    /** The places of those that found no slot. */
    private volatile Map<K, Integer> crowd = Map.of();

    /** What is about to be looked for, and has not been read yet. */
    private final int[] ahead = new int[AHEAD];

    /** What only the writer has to do with. */
    final Notes notes = new Notes(4);

    /** Returns the hash of a key, the same for equal ones, its bits well mixed: slots are in the order of hashes. */
    abstract int spread(K key);

    /** Returns the key of what stands at a place. */
    abstract K key(int place);

    /** Tells whether something with a key stands at a place. */
    abstract boolean isAt(int place, K key);

    /** Returns the slots as they are now; where they are others later, a key that is not found may be in those. */
    final long[] slots() {
        return slots;
    }

    /** Returns what a slot holds, any thread. */
    static long slot(long[] slots, int at) {
        return (long) SLOTS.getAcquire(slots, at);
    }

    /** Returns the hash in a slot. */
    static int hashIn(long slot) {
        return (int) (slot >>> Integer.SIZE);
    }

    /** Returns the place in a slot, or {@link #NONE}. */
    static int placeIn(long slot) {
        return (int) slot - 1;
    }

    /**
     * Notes that a hash is about to be looked for; by one thread, always the same. When there are some, it is read
     * where they will be looked for, and nothing made of it: one after the other, so that the processor waits for all
     * of them at once.
     */
    final void touch(int spread) {
        int count = notes.get(EXPECTED);
        ahead[count] = spread;
        notes.set(EXPECTED, (count + 1) % AHEAD);
        if (count + 1 == AHEAD) {
            long[] known = slots;
            long sum = 0;
            for (int each : ahead) {
                int first = Slots.first(each, known);
                sum += known[first] + known[Math.min(first + FURTHER, known.length - 1)];
            }
            notes.set(TOUCHED, (int) sum);
        }
    }

    /** Returns the place of a key that found no slot, or {@link #NONE}; any thread. */
    final int placeInCrowd(K key) {
        Map<K, Integer> known = crowd;
        return known.isEmpty() ? NONE : known.getOrDefault(key, NONE);
    }

    /** Returns the place of a key, or {@link #NONE}. */
    final int placeOf(K key) {
        int place = seated(spread(key), each -> isAt(each, key));
        return place == NONE ? placeInCrowd(key) : place;
    }

    /** Returns the place in a slot that has a hash, and whose place passes a test, or {@link #NONE}. */
    final int seated(int hash, IntPredicate test) {
        int at = Slots.first(hash, slots);
        for (int step = 0; step < STEPS && slots[at] != 0; step++) {
            int place = hashIn(slots[at]) == hash ? placeIn(slots[at]) : NONE;
            if (place != NONE && test.test(place)) {
                return place;
            }
            at = Slots.next(at, slots);
        }
        return NONE;
    }

    /** Tells whether any has found no slot. */
    final boolean hasCrowd() {
        return !crowd.isEmpty();
    }

    /** Tells whether a place is that of its key. */
    final boolean leadsTo(K key, int place) {
        return slotOf(key, place) != NONE || placeInCrowd(key) == place;
    }

    /**
     * Enters a key that is new, and has been written to its place.
     *
     * @param hash that of the key
     * @param size how many there are with it
     */
    final void enter(int hash, int place, int size) {
        if (Slots.areFull(notes.get(USED) + 1, slots)) {
            rebuild(size);
        }
        enter(slots, hash, place);
    }

    /** Leads a key that is there to another place. */
    final void move(K key, int from, int to) {
        int slot = slotOf(key, from);
        if (slot == NONE) {
            crowd.put(key, to);
        } else {
            SLOTS.setRelease(slots, slot, entry(hashIn(slots[slot]), to));
        }
    }

    /**
     * Takes a key out.
     *
     * @param size how many there are without it
     */
    final void leave(K key, int place, int size) {
        int slot = slotOf(key, place);
        if (slot == NONE) {
            crowd.remove(key);
        } else {
            empty(slots, slot);
        }
        if (size < slots.length / 16) {
            rebuild(size);
        }
    }

    /** Shows the places of all whose hash is in a range, without a sign; none may come or go meanwhile. */
    final void forEachIn(int from, int to, IntConsumer action) {
        int at = Slots.first(from, slots);
        long reached = (long) Slots.first(to, slots) - at + STEPS;
        for (long left = Math.min(reached, slots.length); left > 0; left--) {
            long slot = slots[at];
            if (placeIn(slot) != NONE && isIn(hashIn(slot), from, to)) {
                action.accept(placeIn(slot));
            }
            at = Slots.next(at, slots);
        }
        crowd.forEach((key, place) -> {
            if (isIn(spread(key), from, to)) {
                action.accept(place);
            }
        });
    }

    private static boolean isIn(int hash, int from, int to) {
        return Integer.compareUnsigned(hash, from) >= 0 && Integer.compareUnsigned(hash, to) <= 0;
    }

    /** Returns the keys that found no slot; any thread. */
    final Set<K> inCrowd() {
        return crowd.keySet();
    }

    /** Returns the slot that leads to a place, or {@link #NONE}. */
    private int slotOf(K key, int place) {
        int at = Slots.first(spread(key), slots);
        for (int step = 0; step < STEPS && slots[at] != 0; step++) {
            if (placeIn(slots[at]) == place) {
                return at;
            }
            at = Slots.next(at, slots);
        }
        return NONE;
    }

    private void enter(long[] into, int hash, int place) {
        if (!seat(into, hash, place)) {
            if (crowd.isEmpty()) {
                crowd = new ConcurrentHashMap<>();
            }
            crowd.put(key(place), place);
        }
    }

    private boolean seat(long[] into, int hash, int place) {
        int at = Slots.first(hash, into);
        for (int step = 0; step < STEPS; step++) {
            if (placeIn(into[at]) == NONE) {
                note(into[at] == 0 ? 1 : 0);
                SLOTS.setRelease(into, at, entry(hash, place));
                return true;
            }
            at = Slots.next(at, into);
        }
        return false;
    }

    private void note(int moreUsed) {
        notes.set(USED, notes.get(USED) + moreUsed);
    }

    private static long entry(int hash, int place) {
        return (long) hash << Integer.SIZE | place + 1;
    }

    /** Nothing is looked for behind a slot before an empty one: it becomes empty too, and what is before it. */
    private void empty(long[] from, int slot) {
        SLOTS.setRelease(from, slot, GONE);
        if (from[Slots.next(slot, from)] == 0) {
            for (int at = slot; from[at] == GONE; at = Slots.previous(at, from)) {
                SLOTS.setRelease(from, at, 0L);
                note(-1);
            }
        }
    }

    /** Makes slots for many more than there are. Those of the crowd may find one of them. */
    private void rebuild(int size) {
        notes.set(USED, 0);
        if (size == 0) {
            slots = NOTHING;
            crowd = Map.of();
            return;
        }
        long[] more = Slots.of(size);
        for (long slot : slots) {
            int place = placeIn(slot);
            if (place != NONE) {
                enter(more, hashIn(slot), place);
            }
        }
        List<K> seated = new ArrayList<>();
        crowd.forEach((key, place) -> {
            if (seat(more, spread(key), place)) {
                seated.add(key);
            }
        });
        slots = more;
        // whoever sees that they have left sees the slots in which they are
        seated.forEach(crowd::remove);
        crowd = crowd.isEmpty() ? Map.of() : crowd;
    }
}
