package dev.swarm.engine.table;

/**
 * How things stand in pages: each behind its length in two bytes, from a fourth byte on. A place is the number of a
 * page and how manieth four bytes of it those are.
 */
final class Layout {

    /** What each begins with: how long it is, these bytes with it. */
    static final int LENGTH_BYTES = 2;

    private static final int UNIT_BITS = 2;
    private static final int UNIT_BYTES = 1 << UNIT_BITS;
    private static final int PAGE_BITS = 14;

    /** The highest number of a page. */
    static final int LAST_PAGE = (1 << (Integer.SIZE - 1 - PAGE_BITS)) - 1;

    private Layout() {}

    /** Returns the place in a page at which a byte of it is. */
    static int place(int page, int start) {
        return page << PAGE_BITS | (start >>> UNIT_BITS);
    }

    /** Returns the place behind what ends there; behind the last of a page it is the first of the next one. */
    static int after(int place, int end) {
        return place + ((units(end) - start(place)) >>> UNIT_BITS);
    }

    /** Returns the number of the page of a place. */
    static int page(int place) {
        return place >>> PAGE_BITS;
    }

    /** Returns where in its page a place is. */
    static int start(int place) {
        return (place & ((1 << PAGE_BITS) - 1)) << UNIT_BITS;
    }

    /** Returns where the bytes of what stands at a place begin, behind their length. */
    static int begin(int place) {
        return start(place) + LENGTH_BYTES;
    }

    /** Returns where they end. */
    static int end(BytePage page, int place) {
        return endOf(page, begin(place));
    }

    /** Returns where bytes end that begin there. */
    static int endOf(BytePage page, int begin) {
        return begin - LENGTH_BYTES + page.charAt(begin - LENGTH_BYTES);
    }

    /** Returns where the bytes behind those begin. */
    static int behind(BytePage page, int begin) {
        return units(endOf(page, begin)) + LENGTH_BYTES;
    }

    /** Returns where the next thing may begin, with its length, if one ends there. */
    static int units(int bytes) {
        return (bytes + UNIT_BYTES - 1) & -UNIT_BYTES;
    }
}
