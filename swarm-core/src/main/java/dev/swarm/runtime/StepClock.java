package dev.swarm.runtime;

import dev.swarm.engine.step.Now;

/** Where the time of a step comes from. */
@FunctionalInterface
interface StepClock {

    /** Returns the present; its monotonic part never falls and starts near zero. */
    Now now();

    /** Returns the clock of the machine, counting from this moment. */
    static StepClock system() {
        long originNanos = System.nanoTime();
        return () -> new Now(Math.max(0, System.nanoTime() - originNanos), System.currentTimeMillis());
    }
}
