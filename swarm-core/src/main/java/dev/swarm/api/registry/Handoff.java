package dev.swarm.api.registry;

import java.util.Objects;

/** What a worker says when its name is to live on another node. */
public sealed interface Handoff {

    /** The next life begins as a new one would, and this one stops. */
    static Handoff restart() {
        return new Restart();
    }

    /**
     * The next life goes on with this state, and this one stops.
     *
     * @param state anything that Jackson can write, at most {@code registry.max-state-size} when encoded; a larger one
     *     leaves the worker where it is
     */
    static Handoff resume(Object state) {
        return new Resume(Objects.requireNonNull(state, "state"));
    }

    /**
     * The worker stays where it is until the members change again. Counts as {@link #restart()} where it cannot stay:
     * when its node drains, or another life of the name won.
     */
    static Handoff ignore() {
        return new Ignore();
    }

    /** The next life begins as a new one would. */
    record Restart() implements Handoff {}

    /**
     * The next life goes on with this one's state.
     *
     * @param state what it goes on with
     */
    record Resume(Object state) implements Handoff {}

    /** The worker stays. */
    record Ignore() implements Handoff {}
}
