package dev.swarm.runtime;

import dev.swarm.engine.step.Now;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Runs the engine's steps one after the other, never one inside another.
 *
 * <p>Acting on a step's outputs can bring news at once, such as a stream that cannot be made. That news waits until the
 * outputs of the present step are all out. The first step that throws is the last one: the state behind it cannot be
 * trusted any more, so its outputs are not acted on and nothing is run after it.
 */
final class Turns {

    private final StepClock clock;
    private final Consumer<Now> after;
    private final Failure failure;
    private final Deque<Turn> waiting = new ArrayDeque<>();
    private boolean running;
    private boolean stepping;
    private boolean ended;

    /** One call of the engine. */
    @FunctionalInterface
    interface Step {

        void run(Now now);
    }

    /** Told of the step that threw. */
    @FunctionalInterface
    interface Failure {

        void onFailure(String step, Throwable cause);
    }

    private record Turn(String name, Step step) {}

    /**
     * Makes them.
     *
     * @param clock read once for each step
     * @param after acts on what the step noted
     * @param failure told of the first step, or acting, that throws
     */
    Turns(StepClock clock, Consumer<Now> after, Failure failure) {
        this.clock = clock;
        this.after = after;
        this.failure = failure;
    }

    /**
     * Runs a step, at once or right after the present one; on the loop's thread only.
     *
     * @param name what it is about, for the message if it fails
     * @return false if nothing is run any more, and the step never will be
     */
    boolean run(String name, Step step) {
        if (ended) {
            return false;
        }
        waiting.add(new Turn(name, step));
        if (!running) {
            runWaiting();
        }
        return true;
    }

    /** Tells whether nothing is run any more; the last step may have failed then. */
    boolean isEnded() {
        return ended;
    }

    /** Tells whether the next step would have to wait for the present one; on the loop's thread only. */
    boolean isRunning() {
        return running;
    }

    /** Tells whether a step runs, and has not come to its outputs; on the loop's thread only. */
    boolean isStepping() {
        return stepping;
    }

    /** Runs nothing from now on. */
    void end() {
        ended = true;
        waiting.clear();
    }

    private void runWaiting() {
        running = true;
        try {
            for (Turn turn = waiting.poll(); turn != null && !ended; turn = waiting.poll()) {
                take(turn);
            }
        } finally {
            running = false;
        }
    }

    private void take(Turn turn) {
        try {
            Now now = clock.now();
            stepping = true;
            turn.step().run(now);
            stepping = false;
            after.accept(now);
        } catch (Throwable e) {
            stepping = false;
            end();
            failure.onFailure(turn.name(), e);
        }
    }
}
