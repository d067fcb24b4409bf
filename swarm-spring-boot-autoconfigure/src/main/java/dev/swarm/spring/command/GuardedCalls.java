package dev.swarm.spring.command;

import java.util.concurrent.atomic.LongAdder;

/** How often guarded methods were called, and what became of it. Counts only grow; any thread may call any method. */
public final class GuardedCalls {

    private final LongAdder ran = new LongAdder();
    private final LongAdder skipped = new LongAdder();

    /** Starts at zero. */
    GuardedCalls() {}

    /** Returns how many began, those that threw included. */
    public long ran() {
        return ran.sum();
    }

    /** Returns how many were skipped, because this node did not command. */
    public long skipped() {
        return skipped.sum();
    }

    void countRan() {
        ran.increment();
    }

    void countSkipped() {
        skipped.increment();
    }
}
