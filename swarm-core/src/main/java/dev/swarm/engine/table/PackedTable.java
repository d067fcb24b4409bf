package dev.swarm.engine.table;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
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

    private final int mostPages;
    private final int pageBytes;
    private volatile Volume<K, T> volume;

    /** Where the last thing was that was looked for in order. */
    private int latest = Index.NONE;

    /** Shown to other threads a little later, as in {@link Pages}. */
    private final AtomicInteger size = new AtomicInteger();

    /** Makes an empty one. */
    protected PackedTable() {
        this(MOST_PAGES, PAGE_BYTES);
    }

    /** Makes one that is written anew after so many pages, which usually are not longer than so many bytes. */
    PackedTable(int mostPages, int pageBytes) {
        this.mostPages = mostPages;
        this.pageBytes = pageBytes;
        this.volume = new Volume<>(this, pageBytes);
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

    /**
     * As {@link #find(Object, Reading)}, for the writer, when it looks for one thing after the other in the order in
     * which they came: mostly one stands behind the other.
     *
     * @param reading makes nothing of any other thing, nor of one to which nobody is led any more
     */
    protected final <R> @Nullable R findNext(K key, Reading<R> reading) {
        Volume<K, T> known = volume;
        int place = known.after(latest);
        R made = known.make(place, reading);
        if (made == null) {
            place = known.placeOf(key);
            made = known.make(place, reading);
        }
        latest = made == null ? latest : place;
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
        int added = into.write(item);
        // to make room, the one that is there may have been moved
        int place = into.placeOf(key);
        into.move(key, place, added);
        into.lose(place);
        return true;
    }

    /** As {@link #put}, for whoever has looked, and knows that there is none with the key. */
    public final void add(K key, T item) {
        Volume<K, T> into = room();
        int added = into.write(item);
        size.setRelease(size() + 1);
        into.enter(key, added, size());
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
        size.setRelease(size() - 1);
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
        return size.getAcquire();
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
            fresh.enter(fresh.key(added), added, size());
        });
        begin(fresh);
    }

    /** Goes on in other pages, where no place means what it did. */
    private void begin(Volume<K, T> fresh) {
        latest = Index.NONE;
        volume = fresh;
    }
}
