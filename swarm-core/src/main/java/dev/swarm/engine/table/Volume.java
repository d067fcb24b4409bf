package dev.swarm.engine.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a {@link PackedTable} and the index over them, until there are no more places. What stands at a place
 * stays there, or its page leaves: it is led to another place before.
 */
final class Volume<K, T> extends Index<K> {

    /** Of things of which there are few the first pages are shorter. */
    private static final int SHORTEST_PAGE = 256;

    /** How often they double until they have 64 KiB. */
    private static final int DOUBLINGS = 8;

    /** Things begin at each fourth byte. */
    private static final int UNIT_BITS = 2;

    private static final int UNIT_BYTES = 1 << UNIT_BITS;
    private static final int PAGE_BITS = 14;
    private static final int LAST_PAGE = (1 << (Integer.SIZE - 1 - PAGE_BITS)) - 1;

    /** What each begins with: how long it is. */
    private static final int LENGTH_BYTES = 2;

    private static final BytePage[] NO_PAGES = {};

    private final PackedTable<K, T> form;
    private final int pageBytes;

    private volatile BytePage[] pages = NO_PAGES;

    /** How many pages are not there any more. */
    private final AtomicInteger left = new AtomicInteger();

    /** Makes one without anything, for a table that says what things look like. */
    Volume(PackedTable<K, T> form, int pageBytes) {
        this.form = form;
        this.pageBytes = pageBytes;
    }

    @Override
    int spread(K key) {
        return form.spread(form.hashOf(key));
    }

    @Override
    K key(int place) {
        return form.keyOf(read(place, null));
    }

    @Override
    boolean isAt(int place, K key) {
        BytePage page = page(place);
        return page != null && form.isKey(page, begin(place), end(page, place), key);
    }

    /** Returns the page of a place, {@code null} if what stood there has been moved. */
    private @Nullable BytePage page(int place) {
        BytePage[] known = pages;
        int number = place >>> PAGE_BITS;
        return number < known.length ? known[number] : null;
    }

    T read(int place, @Nullable K key) {
        BytePage page = Objects.requireNonNull(page(place));
        return form.read(page, begin(place), end(page, place), key);
    }

    /** Returns what is made of what stands at a place, {@code null} for none; for the writer. */
    <R> @Nullable R make(int place, PackedTable.Reading<R> reading) {
        if (place == NONE) {
            return null;
        }
        BytePage page = Objects.requireNonNull(page(place));
        return reading.read(page, begin(place), end(page, place));
    }

    /** Returns the place behind another one, or {@link #NONE}; for the writer. */
    int after(int place) {
        BytePage page = place == NONE ? null : page(place);
        if (page == null) {
            return NONE;
        }
        int next = units(end(page, place));
        if (next < page.used()) {
            return (place >>> PAGE_BITS) << PAGE_BITS | (next >>> UNIT_BITS);
        }
        int first = ((place >>> PAGE_BITS) + 1) << PAGE_BITS;
        BytePage following = page(first);
        return following == null || following.used() == 0 ? NONE : first;
    }

    <R> @Nullable R find(K key, PackedTable.Reading<R> reading) {
        for (int place = locate(key); place != NONE; place = locate(key)) {
            BytePage page = page(place);
            if (page != null) {
                return reading.read(page, begin(place), end(page, place));
            }
        }
        return null;
    }

    /** Returns the place of a key, or {@link #NONE}; any thread. */
    int locate(K key) {
        int hash = spread(key);
        long[] slots;
        int gone;
        int place;
        do {
            slots = slots();
            gone = left.get();
            place = locate(slots, hash, key);
            // in other slots there may be one for it, and where a page has left, it may be in another one
        } while (place == NONE && (slots != slots() || gone != left.get()));
        return place;
    }

    private int locate(long[] slots, int hash, K key) {
        int at = Slots.first(hash, slots);
        for (int step = 0; step < STEPS; step++) {
            long slot = slot(slots, at);
            if (slot == 0) {
                break;
            }
            if (hashIn(slot) == hash && isThere(placeIn(slot), key)) {
                return placeIn(slot);
            }
            at = Slots.next(at, slots);
        }
        int place = placeInCrowd(key);
        return isThere(place, key) ? place : NONE;
    }

    private boolean isThere(int place, K key) {
        return place != NONE && isAt(place, key);
    }

    /** Returns what is made of all, {@code null} if there are other slots meanwhile. */
    <R> @Nullable List<R> all(PackedTable.Reading<R> reading) {
        long[] slots = slots();
        BytePage[] atFirst = pages;
        List<R> all = new ArrayList<>();
        for (int at = 0; at < slots.length; at++) {
            add(all, reading, atFirst, slots, at);
        }
        for (K key : inCrowd()) {
            add(all, find(key, reading));
        }
        return slots == slots() ? all : null;
    }

    /** Adds what a slot leads to; whose page leaves just then is led to another one. */
    private <R> void add(List<R> all, PackedTable.Reading<R> reading, BytePage[] atFirst, long[] slots, int at) {
        long slot = slot(slots, at);
        BytePage page = pageOf(slot, atFirst);
        while (page == null && slot != slot(slots, at)) {
            slot = slot(slots, at);
            page = pageOf(slot, atFirst);
        }
        if (page != null) {
            int place = placeIn(slot);
            add(all, reading.read(page, begin(place), end(page, place)));
        }
    }

    private static <R> void add(List<R> all, @Nullable R made) {
        if (made != null) {
            all.add(made);
        }
    }

    private @Nullable BytePage pageOf(long slot, BytePage[] atFirst) {
        int place = placeIn(slot);
        if (place == NONE) {
            return null;
        }
        BytePage page = page(place);
        int number = place >>> PAGE_BITS;
        return page == null && number < atFirst.length ? atFirst[number] : page;
    }

    /** Writes a thing to which nobody is led yet; returns its place. */
    int write(T item) {
        int most = LENGTH_BYTES + form.lengthOf(item);
        BytePage page = pages.length == 0 ? null : pages[pages.length - 1];
        if (page == null || page.room() < most) {
            page = turn(page, most);
        }
        int start = page.used();
        int end = form.write(page, start + LENGTH_BYTES, item);
        page.putChar(start, end - start);
        page.use(units(end));
        return (pages.length - 1) << PAGE_BITS | (start >>> UNIT_BITS);
    }

    /** Writes once more what stands at a place; returns its new one. */
    int copy(Volume<K, T> from, int place) {
        BytePage page = Objects.requireNonNull(from.page(place));
        int added = write(from.read(place, null));
        form.carry(page, begin(place), Objects.requireNonNull(page(added)), begin(added));
        return added;
    }

    /** Begins a page, with room for something at least. */
    private BytePage turn(@Nullable BytePage full, int most) {
        int number = pages.length;
        if (number > LAST_PAGE) {
            throw new IllegalStateException("All " + number + " pages are full");
        }
        int usual = Math.min(pageBytes, SHORTEST_PAGE << Math.min(number, DOUBLINGS));
        BytePage page = new BytePage(Math.max(usual, units(most)));
        BytePage[] more = Arrays.copyOf(pages, number + 1);
        more[number] = page;
        pages = more;
        if (full != null) {
            full.end();
            if (full.isMostlyLost()) {
                vacate(number - 1);
            }
        }
        BytePage last = pages[pages.length - 1];
        return last.room() < most ? turn(last, most) : last;
    }

    /** Nobody is led to a place any more. */
    void lose(int place) {
        BytePage page = Objects.requireNonNull(page(place));
        form.lose(page, begin(place));
        page.lose(units(end(page, place)) - start(place));
        int number = place >>> PAGE_BITS;
        if (number < pages.length - 1 && page.isMostlyLost()) {
            vacate(number);
        }
    }

    /** Writes elsewhere what is left in a page. */
    private void vacate(int number) {
        BytePage page = pages[number];
        int place = number << PAGE_BITS;
        while (!page.isLost() && start(place) < page.used() && place >>> PAGE_BITS == number) {
            int end = end(page, place);
            K key = key(place);
            if (leadsTo(key, place)) {
                move(key, place, copy(this, place));
            }
            place += (units(end) - start(place)) >>> UNIT_BITS;
        }
        // who finds no page here sees that one has left, and looks again
        left.incrementAndGet();
        BytePage[] fewer = pages.clone();
        fewer[number] = null;
        pages = fewer;
    }

    /** Returns how many pages there are. */
    int count() {
        return pages.length - left.get();
    }

    /**
     * Tells whether places come to an end, and most are of pages that have left.
     *
     * @param mostPages after how many that is
     */
    boolean isWornOut(int mostPages) {
        return pages.length >= mostPages && 2 * left.get() >= pages.length;
    }

    private static int start(int place) {
        return (place & ((1 << PAGE_BITS) - 1)) << UNIT_BITS;
    }

    private static int begin(int place) {
        return start(place) + LENGTH_BYTES;
    }

    private static int end(BytePage page, int place) {
        return start(place) + page.charAt(start(place));
    }

    private static int units(int bytes) {
        return (bytes + UNIT_BYTES - 1) & -UNIT_BYTES;
    }
}
