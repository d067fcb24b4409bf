package dev.swarm.engine.table;

/** The slots of an open index, of which two thirds may be used: with more, a look-up would see too many of them. */
final class Slots {

    private static final int SHORTEST = 8;

    private Slots() {}

    /** Returns empty ones for so many objects and at least a third more; their number is a power of two. */
    static long[] of(int size) {
        int length = SHORTEST;
        while (length < 2L * size) {
            length *= 2;
        }
        return new long[length];
    }

    /** Tells whether there would have to be more of them, were so many used. */
    static boolean areFull(int used, long[] slots) {
        return 3L * used > 2L * slots.length;
    }

    /** Returns the slot of a hash. In more of them their order is the same, so that these are filled in one sweep. */
    static int first(int hash, long[] slots) {
        return (int) (((hash & 0xFFFF_FFFFL) * slots.length) >>> Integer.SIZE);
    }

    static int next(int slot, long[] slots) {
        return slot + 1 == slots.length ? 0 : slot + 1;
    }

    static int previous(int slot, long[] slots) {
        return slot == 0 ? slots.length - 1 : slot - 1;
    }

    /** Keys that differ little get hashes that differ much. */
    static int spread(int hash) {
        int mixed = (hash ^ hash >>> 16) * 0x85EBCA6B;
        mixed = (mixed ^ mixed >>> 13) * 0xC2B2AE35;
        return mixed ^ mixed >>> 16;
    }
}
