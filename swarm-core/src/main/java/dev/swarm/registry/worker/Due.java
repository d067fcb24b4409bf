package dev.swarm.registry.worker;

import dev.swarm.registry.mail.Timer;
import java.util.concurrent.atomic.AtomicBoolean;

/** An answer that is given once, by whoever comes first: who did the work, or the clock. */
final class Due {

    private final AtomicBoolean open = new AtomicBoolean(true);
    private volatile Runnable cancel = () -> {};

    /** Returns one that is given by something else when the time is up. */
    static Due within(Timer timer, long limitNanos, Runnable whenLate) {
        Due due = new Due();
        due.cancel = timer.later(limitNanos, () -> due.give(whenLate));
        return due;
    }

    /** Gives the answer, unless it was given already. */
    boolean give(Runnable answer) {
        boolean first = open.compareAndSet(true, false);
        if (first) {
            cancel.run();
            answer.run();
        }
        return first;
    }

    /** Tells whether it is still to be given. */
    boolean isOpen() {
        return open.get();
    }
}
