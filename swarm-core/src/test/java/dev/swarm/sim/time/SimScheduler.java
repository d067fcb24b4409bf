package dev.swarm.sim.time;

import java.util.Arrays;

/**
 * The one queue of a simulation: timers ordered by (moment, order of setting), so that the run is the same each time.
 * Virtual time jumps from one timer to the next and never falls.
 *
 * <p>A binary heap whose elements know their place: moving a timer costs a logarithm and no object, which is what lets
 * ten thousand nodes re-arm after each step.
 */
public final class SimScheduler {

    private static final int FIRST_CAPACITY = 1024;

    private SimTimer[] heap = new SimTimer[FIRST_CAPACITY];
    private int size;
    private long nowNanos;
    private long nextSequence;
    private long fired;

    /** Returns virtual time in nanoseconds since the start of the run. */
    public long nowNanos() {
        return nowNanos;
    }

    /** Returns how many timers are waiting. */
    public int size() {
        return size;
    }

    /** Returns how many timers have fired. */
    public long fired() {
        return fired;
    }

    /**
     * Puts a timer at a moment, or moves it there.
     *
     * @throws IllegalArgumentException if the moment has passed
     */
    public void setAt(SimTimer timer, long atNanos) {
        if (atNanos < nowNanos) {
            throw new IllegalArgumentException("It is " + nowNanos + " ns, too late for " + atNanos + " ns");
        }
        timer.atNanos = atNanos;
        timer.sequence = nextSequence++;
        if (timer.isSet()) {
            settle(timer);
            return;
        }
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        place(timer, size++);
        siftUp(timer);
    }

    /** Puts a timer a delay ahead, or moves it there. */
    public void setAfter(SimTimer timer, long delayNanos) {
        setAt(timer, Math.addExact(nowNanos, delayNanos));
    }

    /** Takes a timer out of the queue; nothing happens if it is not in. */
    public void clear(SimTimer timer) {
        if (timer.isSet()) {
            remove(timer);
        }
    }

    /** Fires the next timer if its moment is not after the limit, and says whether there was one. */
    public boolean fireNext(long limitNanos) {
        if (size == 0 || heap[0].atNanos > limitNanos) {
            return false;
        }
        SimTimer next = heap[0];
        remove(next);
        nowNanos = next.atNanos;
        fired++;
        next.fire();
        return true;
    }

    /** Fires all timers up to a moment, then stands at it. */
    public void runTo(long limitNanos) {
        while (fireNext(limitNanos)) {
            // each timer may set others
        }
        nowNanos = Math.max(nowNanos, limitNanos);
    }

    private void remove(SimTimer timer) {
        int slot = timer.slot;
        timer.slot = SimTimer.NOT_QUEUED;
        SimTimer last = heap[--size];
        heap[size] = null;
        if (last != timer) {
            place(last, slot);
            settle(last);
        }
    }

    private void settle(SimTimer timer) {
        siftUp(timer);
        siftDown(timer);
    }

    private void siftUp(SimTimer timer) {
        while (timer.slot > 0) {
            SimTimer parent = heap[(timer.slot - 1) / 2];
            if (parent.isBefore(timer)) {
                return;
            }
            swap(parent, timer);
        }
    }

    private void siftDown(SimTimer timer) {
        while (2 * timer.slot + 1 < size) {
            int left = 2 * timer.slot + 1;
            boolean rightIsFirst = left + 1 < size && heap[left + 1].isBefore(heap[left]);
            SimTimer child = heap[rightIsFirst ? left + 1 : left];
            if (timer.isBefore(child)) {
                return;
            }
            swap(timer, child);
        }
    }

    private void swap(SimTimer upper, SimTimer lower) {
        int slot = upper.slot;
        place(upper, lower.slot);
        place(lower, slot);
    }

    private void place(SimTimer timer, int slot) {
        heap[slot] = timer;
        timer.slot = slot;
    }
}
