package dev.swarm.engine.monitor;

import java.util.BitSet;

/** What became of the last questions: a ring of a hundred, of which some were lost. */
final class LossWindow {

    static final int SIZE = 100;

    private final BitSet losses = new BitSet(SIZE);
    private long end;
    private int count;
    private int lost;

    /** Notes one more question; returns its place, for {@link #amend}. */
    long add(boolean isLost) {
        int slot = slot(end);
        if (count == SIZE) {
            lost -= losses.get(slot) ? 1 : 0;
        } else {
            count++;
        }
        losses.set(slot, isLost);
        lost += isLost ? 1 : 0;
        return end++;
    }

    /** A question that was taken for lost was answered after all. */
    void amend(long place) {
        boolean isHeld = place < end && place >= end - count;
        if (isHeld && losses.get(slot(place))) {
            losses.clear(slot(place));
            lost--;
        }
    }

    /** The last question that was taken for lost, if any is held, was answered after all. */
    void amendLast() {
        for (long place = end - 1; place >= end - count; place--) {
            if (losses.get(slot(place))) {
                amend(place);
                return;
            }
        }
    }

    /** Takes back the lost ones at the end: they were an outage, which says nothing of the time after it. */
    void dropOutage() {
        while (count > 0 && losses.get(slot(end - 1))) {
            end--;
            count--;
            lost--;
        }
    }

    /** Returns the part that was lost, 0 to 1; 0 without any question. */
    double loss() {
        return count == 0 ? 0 : (double) lost / count;
    }

    /** Returns the part that was lost, of at least so many questions: fewer are taken to have been answered. */
    double lossOf(int least) {
        return (double) lost / Math.max(least, count);
    }

    /** Returns the part that was lost of so many questions before the last ones, which are passed over. */
    double lossBefore(int passedOver, int span) {
        int found = 0;
        for (int i = 0; i < span && passedOver + i < count; i++) {
            found += losses.get(slot(end - 1 - passedOver - i)) ? 1 : 0;
        }
        return (double) found / span;
    }

    private static int slot(long place) {
        return (int) Math.floorMod(place, (long) SIZE);
    }
}
