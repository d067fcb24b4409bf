package dev.swarm.runtime;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Wakes the loop for one step however often it is rung before that begins. Rung within a step it does nothing, as the
 * end of that step sees to all there is.
 */
final class Bell {

    private final LoopThread thread;
    private final Turns turns;
    private final Turns.Step step;
    private final AtomicBoolean rung = new AtomicBoolean();

    Bell(LoopThread thread, Turns turns, Turns.Step step) {
        this.thread = thread;
        this.turns = turns;
        this.step = step;
    }

    /** Rings; any thread. */
    void ring() {
        if (thread.isCurrent() && turns.isStepping()) {
            return;
        }
        if (rung.compareAndSet(false, true)) {
            try {
                thread.loop().execute(this::answer);
            } catch (RejectedExecutionException e) {
                // the node has ended, and with it what there is to do
                rung.set(false);
            }
        }
    }

    private void answer() {
        rung.set(false);
        turns.run("messages", step);
    }
}
