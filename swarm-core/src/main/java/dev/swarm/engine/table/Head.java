package dev.swarm.engine.table;

/**
 * What things that have a name begin with, in two bytes: the number of an object that many have in common, whether the
 * characters of the name take two bytes each, and whether somebody has asked for it.
 */
public final class Head {

    /** How long it is. */
    public static final int BYTES = 2;

    private static final int WIDE = 1;
    private static final int ASKED = 2;
    private static final int MARK_BITS = 2;

    private Head() {}

    /** Writes one of what nobody has asked for. */
    public static void put(BytePage page, int at, Object shared, boolean isWide) {
        page.putChar(at, page.share(shared) << MARK_BITS | (isWide ? WIDE : 0));
    }

    /** Returns the object; any thread. */
    public static Object shared(BytePage page, int at) {
        return page.shared(page.charAt(at) >>> MARK_BITS);
    }

    /** Tells whether characters take two bytes; any thread. */
    public static boolean isWide(BytePage page, int at) {
        return (page.charAt(at) & WIDE) != 0;
    }

    /**
     * Tells whether it was asked for, which it is from now on; any thread, as all who write that write the same. It is
     * lost when the thing is written elsewhere.
     */
    public static boolean isAsked(BytePage page, int at) {
        char head = page.charAt(at);
        if ((head & ASKED) == 0) {
            page.putChar(at, head | ASKED);
        }
        return (head & ASKED) != 0;
    }
}
