package dev.swarm.sim.registry;

import dev.swarm.engine.registry.WorkerEffect;
import java.util.Optional;

/** Something that must hold of all lives in the cluster. One instance watches all nodes; it says what is wrong. */
interface LifeCheck {

    /** An engine wants something of its workers, which have not begun to do it. */
    default Optional<String> onEffect(SimWorkers at, WorkerEffect effect) {
        return Optional.empty();
    }

    /** Workers are about to answer an effect. */
    default Optional<String> onAnswer(SimCopy copy, WorkerEffect effect) {
        return Optional.empty();
    }

    /** A worker begins to handle messages. */
    default Optional<String> onOpened(SimCopy copy) {
        return Optional.empty();
    }

    /** A little time has passed. */
    default Optional<String> onLook() {
        return Optional.empty();
    }

    /** Returns its name for messages. */
    default String name() {
        return getClass().getSimpleName();
    }
}
