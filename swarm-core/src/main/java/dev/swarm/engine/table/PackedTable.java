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
     * Marks a thing, if it was not; tells whether it was. Any thread: all who mark a thing write the same, and nothing
     * else that is written changes. The mark is lost if the thing is written elsewhere.
     */
    protected boolean mark(BytePage page, int at) {
        return false;
    }

    /** Reads where a key would be looked for, and makes nothing of it; see {@link Table#touch}. */
    public final void touch(int keyHash) {
        volume.touch(spread(keyHash));
    }

    /** Returns the thing with a key, {@code null} if there is none. */
    public final @Nullable T find(K key) {
        Volume<K, T> known;
        T item;
        do {
            known = volume;
            item = known.find(key);
        } while (item == null && known != volume);
        return item;
    }

    /**
     * Returns the thing with a key and has it {@link #mark}ed; {@code null} if it was already, or if there is none. Any
     * thread; one that is just being moved may be taken for none.
     */
    public final @Nullable T findUnmarked(K key) {
        return volume.findUnmarked(key);
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
            volume = new Volume<>(this, pageBytes);
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
        List<T> all = volume.all(wanted);
        while (all == null) {
            all = volume.all(wanted);
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
        Volume<K, T> fresh = new Volume<>(this, pageBytes);
        int count = 0;
        for (T item : all(each -> true)) {
            count++;
            fresh.enter(keyOf(item), fresh.write(item), count);
        }
        volume = fresh;
    }
}
