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
        return page != null && form.isKey(page, Layout.begin(place), Layout.end(page, place), key);
    }

    /** Returns the page of a place at which something stands. */
    BytePage pageOf(int place) {
        return Objects.requireNonNull(page(place));
    }

    /** Tells whether a page is one of these, of which the last ones are asked for most. */
    boolean has(BytePage page) {
        for (int number = pages.length - 1; number >= 0; number--) {
            if (pages[number] == page) {
                return true;
            }
        }
        return false;
    }

    /** Returns the page of a place, {@code null} if what stood there has been moved. */
    @Nullable
    BytePage page(int place) {
        BytePage[] known = pages;
        int number = Layout.page(place);
        return number < known.length ? known[number] : null;
    }

    T read(int place, @Nullable K key) {
        BytePage page = pageOf(place);
        return form.read(page, Layout.begin(place), Layout.end(page, place), key);
    }

    <R> @Nullable R find(K key, PackedTable.Reading<R> reading) {
        for (int place = locate(key); place != NONE; place = locate(key)) {
            BytePage page = page(place);
            if (page != null) {
                return reading.read(page, Layout.begin(place), Layout.end(page, place));
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
            add(all, reading.read(page, Layout.begin(place), Layout.end(page, place)));
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
        int number = Layout.page(place);
        return page == null && number < atFirst.length ? atFirst[number] : page;
    }

    /** Tells whether there is something with the key of what is about to come. */
    boolean has(int hash, Newcomer<K> newcomer) {
        int seated = seated(hash, place -> {
            BytePage page = page(place);
            return page != null && newcomer.isKeyOf(page, Layout.begin(place), Layout.end(page, place));
        });
        return seated != NONE || (hasCrowd() && placeInCrowd(newcomer.key()) != NONE);
    }

    /** Writes a thing to which nobody is led yet; returns its place. */
    int write(T item) {
        BytePage page = room(form.lengthOf(item));
        return end(page, form.write(page, notes.get(FILLED) + Layout.LENGTH_BYTES, item));
    }

    /** As {@link #write(Object)}, what is no object. */
    int write(Newcomer<K> newcomer) {
        BytePage page = room(newcomer.length());
        return end(page, newcomer.write(page, notes.get(FILLED) + Layout.LENGTH_BYTES));
    }

    private BytePage room(int length) {
        int most = Layout.LENGTH_BYTES + length;
        BytePage page = pages.length == 0 ? null : pages[pages.length - 1];
        return page == null || room(page) < most ? turn(page, most) : page;
    }

    private int end(BytePage page, int end) {
        int start = notes.get(FILLED);
        page.putChar(start, end - start);
        notes.set(FILLED, Layout.units(end));
        return Layout.place(pages.length - 1, start);
    }

    /** Writes once more what stands at a place; returns its new one. */
    int copy(Volume<K, T> from, int place) {
        BytePage page = from.pageOf(place);
        int added = write(from.read(place, null));
        form.carry(page, Layout.begin(place), pageOf(added), Layout.begin(added));
        return added;
    }

    /** Begins a page, with room for something at least. */
    private BytePage turn(@Nullable BytePage full, int most) {
        int number = pages.length;
        if (number > Layout.LAST_PAGE) {
            throw new IllegalStateException("All " + number + " pages are full");
        }
        int usual = Math.min(pageBytes, SHORTEST_PAGE << Math.min(number, DOUBLINGS));
        BytePage page = new BytePage(Math.max(usual, Layout.units(most)));
        BytePage[] more = Arrays.copyOf(pages, number + 1);
        more[number] = page;
        pages = more;
        if (full != null) {
            full.end(notes.get(FILLED));
            notes.set(FILLED, 0);
            if (full.isMostlyLost()) {
                vacate(number - 1);
            }
        }
        BytePage last = pages[pages.length - 1];
        return room(last) < most ? turn(last, most) : last;
    }

    private int room(BytePage last) {
        return last.bytes().length - notes.get(FILLED);
    }

    /** Nobody is led to a place any more. */
    void lose(int place) {
        BytePage page = pageOf(place);
        form.lose(page, Layout.begin(place));
        page.lose(Layout.units(Layout.end(page, place)) - Layout.start(place));
        int number = Layout.page(place);
        if (number < pages.length - 1 && page.isMostlyLost()) {
            vacate(number);
        }
    }

    /** Writes elsewhere what is left in a page. */
    private void vacate(int number) {
        BytePage page = pages[number];
        int place = Layout.place(number, 0);
        while (!page.isLost() && Layout.start(place) < page.used() && Layout.page(place) == number) {
            int end = Layout.end(page, place);
            K key = key(place);
            if (leadsTo(key, place)) {
                move(key, place, copy(this, place));
            }
            place = Layout.after(place, end);
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
}
