package dev.swarm.engine.table;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Very many small things, found by a key that each holds itself. They are no objects but bytes, in {@link BytePage}s
 * that are written from their beginning to their end: so a collector has nothing to look at and nothing to copy, and
 * who asks for one has the processor wait for memory twice, for the {@link Index} and for the bytes.
 *
 * <p>What is written stays as it is: what takes the place of something is written anew, and what is left in a page of
 * which most is gone is written elsewhere. So those who read are never in the way of those who write. A place is given
 * out once only; when there are no more of them, all is written anew.
 *
 * <p>There is one writer at a time, which callers see to. Any thread may read without a lock: a key that stays is
 * never missed, and one that comes or goes meanwhile is found or not.
 */
public abstract class PackedTable<K, T> {

    /** Longest that one thing may be. */
    public static final int MOST_BYTES = 32_000;

    private static final int MOST_PAGES = 1 << 16;
    private static final int PAGE_BYTES = 1 << 16;
    private static final int SIZE = 0;

    /** The place of what was put last. */
    private static final int LATEST = 1;

    private final int mostPages;
    private final int pageBytes;
    private volatile Volume<K, T> volume;

    /** Shown to other threads a little later. */
    private final Notes notes = new Notes(2);

    /** Makes an empty one. */
    protected PackedTable() {
        this(MOST_PAGES, PAGE_BYTES);
    }

    /** Makes one that is written anew after so many pages, which usually are not longer than so many bytes. */
    PackedTable(int mostPages, int pageBytes) {
        this.mostPages = mostPages;
        this.pageBytes = pageBytes;
        this.volume = new Volume<>(this, pageBytes);
        notes.set(LATEST, Index.NONE);
    }

    /** Returns the key of a thing, always the same. */
    protected abstract K keyOf(T item);

    /** Returns the hash of a key, the same for equal ones. */
    protected int hashOf(K key) {
        return key.hashCode();
    }

    /** As {@link Table#spread}. */
    protected int spread(int hash) {
        return Slots.spread(hash);
    }

    /** Returns how many bytes a thing takes at most, not more than {@value #MOST_BYTES}. */
    protected abstract int lengthOf(T item);

    /** Writes a thing; returns the end of its bytes. */
    protected abstract int write(BytePage page, int at, T item);

    /**
     * Tells whether a thing has a key; any thread.
     *
     * @param at where its bytes begin
     * @param end where they end
     */
    protected abstract boolean isKey(BytePage page, int at, int end, K key);

    /**
     * Makes an object of a thing; any thread.
     *
     * @param at where its bytes begin
     * @param end where they end
     * @param key its key, {@code null} if that is not at hand
     */
    protected abstract T read(BytePage page, int at, int end, @Nullable K key);

    /**
     * A thing is written elsewhere, to stay as it is: what has been changed in its bytes is changed there too, before
     * anybody is led to it.
     */
    protected void carry(BytePage from, int at, BytePage to, int toAt) {}

    /** Nobody is led to a thing any more, but who was just before may read it still. */
    protected void lose(BytePage page, int at) {}

    /** Makes something of a thing; any thread. */
    @FunctionalInterface
    public interface Reading<R> {

        /**
         * Returns what is made of it, {@code null} for nothing.
         *
         * @param at where its bytes begin
         * @param end where they end
         */
        @Nullable
        R read(BytePage page, int at, int end);
    }

    /** Reads where a key would be looked for, and makes nothing of it; see {@link Table#touch}. */
    public final void touch(int keyHash) {
        volume.touch(spread(keyHash));
    }

    /** Returns the thing with a key, {@code null} if there is none. */
    public final @Nullable T find(K key) {
        return find(key, (page, at, end) -> read(page, at, end, key));
    }

    /** Returns what is made of the thing with a key, {@code null} also if there is none. */
    public final <R> @Nullable R find(K key, Reading<R> reading) {
        Volume<K, T> known;
        R made;
        do {
            known = volume;
            made = known.find(key, reading);
        } while (made == null && known != volume);
        return made;
    }

    /** Puts a thing, in the place of the one with its key; tells whether there was one. */
    public final boolean put(T item) {
        K key = keyOf(item);
        if (volume.placeOf(key) == Index.NONE) {
            add(key, item);
            return false;
        }
        Volume<K, T> into = room();
        int added = write(into, item);
        // to make room, the one that is there may have been moved
        int place = into.placeOf(key);
        into.move(key, place, added);
        into.lose(place);
        return true;
    }

    /** As {@link #put}, for whoever has looked, and knows that there is none with the key. */
    public final void add(K key, T item) {
        Volume<K, T> into = room();
        int added = write(into, item);
        notes.set(SIZE, notes.get(SIZE) + 1);
        into.enter(spread(hashOf(key)), added, size());
    }

    /** As {@link #add}, of what is no object; tells whether it was added, as there is none with its key. */
    protected final boolean addIfNew(int keyHash, Newcomer<K> newcomer) {
        Volume<K, T> into = room();
        int hash = spread(keyHash);
        if (into.has(hash, newcomer)) {
            return false;
        }
        int place = into.write(newcomer);
        notes.set(LATEST, place);
        notes.set(SIZE, notes.get(SIZE) + 1);
        into.enter(hash, place, size());
        return true;
    }

    private int write(Volume<K, T> into, T item) {
        int place = into.write(item);
        notes.set(LATEST, place);
        return place;
    }

    /** Returns the page of what was put last, {@code null} if it has been moved since; for the writer. */
    protected final @Nullable BytePage latestPage() {
        int place = notes.get(LATEST);
        return place == Index.NONE ? null : volume.page(place);
    }

    /** Returns where in its page the bytes of what was put last begin; for the writer. */
    protected final int latestAt() {
        return Layout.begin(notes.get(LATEST));
    }

    /** Tells whether what stands in a page may be led to; for the writer. */
    protected final boolean has(BytePage page) {
        return volume.has(page);
    }

    private Volume<K, T> room() {
        if (volume.isWornOut(mostPages)) {
            writeAnew();
        }
        return volume;
    }

    /** Removes the thing with a key, which is returned; {@code null} if there was none. */
    public final @Nullable T remove(K key) {
        Volume<K, T> from = volume;
        int place = from.placeOf(key);
        if (place == Index.NONE) {
            return null;
        }
        T item = from.read(place, key);
        notes.set(SIZE, notes.get(SIZE) - 1);
        if (size() == 0) {
            begin(new Volume<>(this, pageBytes));
        } else {
            from.leave(key, place, size());
            from.lose(place);
        }
        return item;
    }

    /** Returns how many there are. */
    public final int size() {
        return notes.shown(SIZE);
    }

    /**
     * Returns all that are wanted, in no order that means anything; what comes or goes meanwhile may be among them or
     * not. Any thread.
     */
    public final List<T> all(Predicate<? super T> wanted) {
        return read((page, at, end) -> {
            T item = read(page, at, end, null);
            return wanted.test(item) ? item : null;
        });
    }

    /** As {@link #all}, of whatever something is made. */
    public final <R> List<R> read(Reading<R> reading) {
        List<R> all = volume.all(reading);
        while (all == null) {
            all = volume.all(reading);
        }
        return all;
    }

    /** Returns how many pages there are. */
    int pages() {
        return volume.count();
    }

    /** As {@link Table#forEachIn}. */
    public final void forEachIn(int from, int to, Consumer<? super T> action) {
        Volume<K, T> known = volume;
        known.forEachIn(from, to, place -> action.accept(known.read(place, null)));
    }

    private void writeAnew() {
        Volume<K, T> worn = volume;
        Volume<K, T> fresh = new Volume<>(this, pageBytes);
        worn.forEachIn(0, -1, place -> {
            int added = fresh.copy(worn, place);
            fresh.enter(spread(hashOf(fresh.key(added))), added, size());
        });
        begin(fresh);
    }

    /** Goes on in other pages, where no place means what it did. */
    private void begin(Volume<K, T> fresh) {
        notes.set(LATEST, Index.NONE);
        volume = fresh;
    }
}
