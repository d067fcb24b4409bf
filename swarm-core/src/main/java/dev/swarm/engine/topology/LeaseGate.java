package dev.swarm.engine.topology;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * One command of this node, as other threads see it: until when it is valid, and what runs under it. Written by the
 * engine's one thread, used by any.
 *
 * <p>Whoever enters is counted before the clock and the mark of the end are read, and the engine sets that mark before
 * it reads the count. So either the task sees the end and does not run, or the engine sees the task and waits for it.
 */
public final class LeaseGate {

    private final long term;
    private final AtomicInteger running = new AtomicInteger();
    private volatile long untilNanos;
    private volatile boolean closed;

    LeaseGate(long term, long untilNanos) {
        this.term = term;
        this.untilNanos = untilNanos;
    }

    /** Returns the number of the command. */
    public long term() {
        return term;
    }

    /**
     * Returns how long the command is still valid; 0 if it is over.
     *
     * @param nowNanos monotonic time by the clock from which the engine's steps get theirs
     */
    public long remainingNanos(long nowNanos) {
        return closed ? 0 : Math.max(0, untilNanos - nowNanos);
    }

    /**
     * Counts a task in if the command is valid. Then {@link #exit} must follow when the task has ended.
     *
     * @param clock the monotonic clock, read after the task is counted
     */
    public boolean enter(LongSupplier clock) {
        running.incrementAndGet();
        boolean valid = remainingNanos(clock.getAsLong()) > 0;
        if (!valid) {
            exit();
        }
        return valid;
    }

    /** Counts a task out. */
    public void exit() {
        running.decrementAndGet();
    }

    long untilNanos() {
        return untilNanos;
    }

    void extend(long nanos) {
        untilNanos = nanos;
    }

    /** No task begins from now on. */
    void close() {
        closed = true;
    }

    boolean isIdle() {
        return running.get() == 0;
    }
}
