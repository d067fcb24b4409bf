package dev.swarm.sim.check;

import java.util.Optional;

/**
 * Something that must hold after each step of a process. Each process has its own instance, which may remember what
 * it saw and dies with the process. Called in the order of steps.
 */
public interface Invariant {

    /** Looks at one step, and says what is wrong if it does not hold. */
    Optional<String> violation(Step step);

    /** Returns its name for messages. */
    default String name() {
        return getClass().getSimpleName();
    }
}
