package dev.swarm.crdt;

import java.util.Arrays;

/**
 * Sets of counters as sorted pairs of a first and a last one, never touching each other: 1, 2, 3, 7 is {@code {1, 3, 7,
 * 7}}. A set that grew without gaps is one pair, whatever its size. Arrays that were passed in may be returned.
 */
final class Ranges {

    private Ranges() {}

    static boolean includes(long[] ranges, long counter) {
        int low = 0;
        int high = ranges.length / 2 - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (counter < ranges[2 * middle]) {
                high = middle - 1;
            } else if (counter > ranges[2 * middle + 1]) {
                low = middle + 1;
            } else {
                return true;
            }
        }
        return false;
    }

    static boolean includesAll(long[] ranges, long[] others) {
        int at = 0;
        for (int i = 0; i < others.length; i += 2) {
            while (at < ranges.length && ranges[at + 1] < others[i]) {
                at += 2;
            }
            if (at == ranges.length || others[i] < ranges[at] || others[i + 1] > ranges[at + 1]) {
                return false;
            }
        }
        return true;
    }

    /** Returns what is in either; the very first array if it has all. */
    static long[] union(long[] some, long[] others) {
        if (includesAll(some, others)) {
            return some;
        }
        if (includesAll(others, some)) {
            return others;
        }
        long[] all = new long[some.length + others.length];
        int length = 0;
        int i = 0;
        int j = 0;
        while (i < some.length || j < others.length) {
            boolean isFirst = j == others.length || (i < some.length && some[i] <= others[j]);
            long from = isFirst ? some[i] : others[j];
            long to = isFirst ? some[i + 1] : others[j + 1];
            i += isFirst ? 2 : 0;
            j += isFirst ? 0 : 2;
            if (length > 0 && from <= all[length - 1] + 1) {
                all[length - 1] = Math.max(all[length - 1], to);
            } else {
                all[length++] = from;
                all[length++] = to;
            }
        }
        return Arrays.copyOf(all, length);
    }

    /** Returns how many counters there are; {@link Long#MAX_VALUE} stands for that many and more. */
    static long count(long[] ranges) {
        long count = 0;
        for (int i = 0; i < ranges.length; i += 2) {
            count = saturatedSum(count, ranges[i + 1] - ranges[i] + 1);
        }
        return count;
    }

    /** Adds two numbers from 0 without passing {@link Long#MAX_VALUE}. */
    static long saturatedSum(long one, long other) {
        long sum = one + other;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    /**
     * Checks what did not come from here.
     *
     * @throws IllegalArgumentException if it is not what the class says
     */
    static void check(long[] ranges) {
        long before = -1;
        if (ranges.length == 0 || ranges.length % 2 != 0) {
            throw new IllegalArgumentException("Ranges are pairs, and at least one");
        }
        for (int i = 0; i < ranges.length; i += 2) {
            Dot.checkCounter(ranges[i]);
            Dot.checkCounter(ranges[i + 1]);
            if (ranges[i] <= before + 1 || ranges[i] > ranges[i + 1]) {
                throw new IllegalArgumentException(
                        "Ranges are sorted and do not touch, unlike " + Arrays.toString(ranges));
            }
            before = ranges[i + 1];
        }
    }
}
