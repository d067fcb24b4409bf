package dev.swarm.runtime;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The way from other threads to the loop. At most {@value #CAPACITY} commands wait; one more is refused at once, so
 * that a caller in a hurry hears of it instead of filling the memory.
 */
final class Mailbox {

    static final int CAPACITY = 1024;

    private final Executor loop;
    private final Turns turns;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong refused = new AtomicLong();

    Mailbox(Executor loop, Turns turns) {
        this.loop = loop;
        this.turns = turns;
    }

    /**
     * Puts a step in; any thread.
     *
     * @param name what it is about
     * @param ifDropped run on the loop instead of the step if the node has ended meanwhile
     * @return false if it is refused: the mailbox is full, or the loop has ended
     */
    boolean offer(String name, Turns.Step step, Runnable ifDropped) {
        if (waiting.incrementAndGet() > CAPACITY) {
            waiting.decrementAndGet();
            refused.incrementAndGet();
            return false;
        }
        try {
            loop.execute(() -> {
                waiting.decrementAndGet();
                if (!turns.run(name, step)) {
                    ifDropped.run();
                }
            });
            return true;
        } catch (RejectedExecutionException e) {
            waiting.decrementAndGet();
            return false;
        }
    }

    /** Returns how many steps were refused because the mailbox was full. */
    long refused() {
        return refused.get();
    }
}
