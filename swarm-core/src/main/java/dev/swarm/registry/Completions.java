package dev.swarm.registry;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** Completes futures of users in order, on a thread for that; what gathers meanwhile takes one task. */
final class Completions {

    private final Executor answers;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    Completions(Executor answers) {
        this.answers = answers;
    }

    /** Has something completed; any thread. */
    void add(Runnable completion) {
        waiting.add(completion);
        schedule();
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            answers.execute(this::run);
        }
    }

    private void run() {
        scheduled.set(false);
        for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
            next.run();
        }
    }
}
