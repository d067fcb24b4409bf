package dev.swarm.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Tells callers how their writes ended: those who wait at once, the others now and then. For the loop's thread. */
final class Endings {

    /** Most ended futures that nobody waits for, and how long they are left so. */
    private static final int MOST_UNSETTLED = 4096;

    private static final long UNSETTLED_NANOS = Duration.ofMillis(10).toNanos();

    private final Executor answers;
    private final WakeUps.Scheduler later;
    private List<Runnable> unsettled = new ArrayList<>();
    private boolean settling;

    /**
     * Makes it.
     *
     * @param answers completes futures, in order
     * @param later runs something on the loop after a time
     */
    Endings(Executor answers, WakeUps.Scheduler later) {
        this.answers = answers;
        this.later = later;
    }

    /** Writes down how writes ended; tells whoever waits now, and otherwise later. */
    void end(List<QueuedWrite> step) {
        boolean awaited = false;
        for (QueuedWrite write : step) {
            if (write.end()) {
                unsettled.add(write);
                awaited |= write.isAwaited();
            }
        }
        if (awaited || unsettled.size() >= MOST_UNSETTLED) {
            settle();
        } else if (!settling && !unsettled.isEmpty()) {
            settleLater();
        }
    }

    /** Tells of the end of a write that never had a step; any thread. */
    void refuse(QueuedWrite write, RuntimeException problem) {
        write.problem = problem;
        if (write.end()) {
            answers.execute(write);
        }
    }

    /** Tells all that were left. */
    void settle() {
        if (!unsettled.isEmpty()) {
            List<Runnable> all = unsettled;
            // as many come until the next time, mostly
            unsettled = new ArrayList<>(Math.min(all.size(), MOST_UNSETTLED));
            answers.execute(() -> all.forEach(Runnable::run));
        }
    }

    private void settleLater() {
        try {
            later.schedule(this::onUnsettled, UNSETTLED_NANOS);
            settling = true;
        } catch (RejectedExecutionException e) {
            settle();
        }
    }

    private void onUnsettled() {
        settling = false;
        settle();
    }
}
