package dev.swarm.engine.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Places for very many objects, given out in the order in which they come. Neighbours in time are neighbours in memory,
 * so a collector that tracks by cards which old parts of the heap refer to young ones has one card to look at for a
 * hundred new objects, where a hash table would have it look at one for each.
 *
 * <p>There is one writer. Any thread may read: one that was told of a place finds what was put there before that, or
 * what took its place since.
 */
public final class Pages<T> {

    private static final int BITS = 10;
    private static final int LENGTH = 1 << BITS;

    /** The first page begins short: there are many that hold little. */
    private static final int FIRST = 8;

    private static final VarHandle OBJECTS = MethodHandles.arrayElementVarHandle(Object[].class);
    private static final Object[][] NONE = {};
    private static final int[] NO_PLACES = {};

    private volatile Object[][] pages = NONE;

    /** Shown to other threads a little later: the writer would wait for all that it has written otherwise. */
    private final AtomicInteger size = new AtomicInteger();

    /** The first place that was never given out. */
    private int end;

    /** Places that were given back, the last one on top. */
    private int[] free = NO_PLACES;

    private int freed;

    /** Returns the place of one more object. */
    public int add(T item) {
        int place = freed > 0 ? free[--freed] : next();
        set(place, item);
        size.setRelease(end - freed);
        return place;
    }

    /** Returns what stands at a place, {@code null} for nothing: also for a place that nobody was told of. */
    @SuppressWarnings("unchecked")
    public @Nullable T get(int place) {
        Object[][] known = pages;
        int number = place >>> BITS;
        if (number >= known.length) {
            return null;
        }
        Object[] page = known[number];
        int index = place & (LENGTH - 1);
        return index < page.length ? (T) OBJECTS.getAcquire(page, index) : null;
    }

    /** Puts another object at the place of one. */
    public void set(int place, T item) {
        OBJECTS.setRelease(pages[place >>> BITS], place & (LENGTH - 1), item);
    }

    /** Gives back the place of an object. */
    public void remove(int place) {
        OBJECTS.setRelease(pages[place >>> BITS], place & (LENGTH - 1), (Object) null);
        if (end - freed == 1) {
            clear();
            return;
        }
        if (freed == free.length) {
            free = Arrays.copyOf(free, Math.max(FIRST, 2 * freed));
        }
        free[freed++] = place;
        size.setRelease(end - freed);
    }

    /** Returns how many objects there are. */
    public int size() {
        return size.getAcquire();
    }

    /** Shows all objects in the order of their places; those that come or go meanwhile may be among them or not. */
    @SuppressWarnings("unchecked")
    public void forEach(Consumer<? super T> action) {
        for (Object[] page : pages) {
            for (int i = 0; i < page.length; i++) {
                Object item = OBJECTS.getAcquire(page, i);
                if (item != null) {
                    action.accept((T) item);
                }
            }
        }
    }

    private void clear() {
        size.setRelease(0);
        end = 0;
        freed = 0;
        free = NO_PLACES;
        pages = NONE;
    }

    private int next() {
        Object[][] known = pages;
        int last = known.length - 1;
        if (last < 0) {
            pages = new Object[][] {new Object[FIRST]};
        } else if (end == last * LENGTH + known[last].length) {
            pages = known[last].length < LENGTH ? withLonger(known, last) : withOneMore(known);
        }
        return end++;
    }

    private static Object[][] withLonger(Object[][] known, int last) {
        Object[][] longer = known.clone();
        longer[last] = Arrays.copyOf(known[last], 2 * known[last].length);
        return longer;
    }

    private static Object[][] withOneMore(Object[][] known) {
        Object[][] more = Arrays.copyOf(known, known.length + 1);
        more[known.length] = new Object[LENGTH];
        return more;
    }
}
