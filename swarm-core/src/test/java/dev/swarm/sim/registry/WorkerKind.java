package dev.swarm.sim.registry;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** What the workers of a type do when they are asked something; the type is named after it. */
enum WorkerKind {
    /** Goes on elsewhere with its state. */
    RESUMES,
    /** As that, and takes seconds to start now and then. */
    STARTS_SLOWLY,
    /** As that, and fails to start now and then. */
    FAILS_TO_START,
    /** As that, and takes seconds to stop now and then. */
    STOPS_SLOWLY,
    /** Begins afresh elsewhere. */
    RESTARTS,
    /** Wants to stay where it is. */
    IGNORES,
    /** Throws when it is to move. */
    FAILS_TO_FREEZE,
    /** Takes too long when it is to move. */
    FREEZES_SLOWLY,
    /** Throws at some messages. */
    CRASHES,
    /** Stops itself at some messages. */
    ENDS,
    /** Throws when it gets the state of another life. */
    FAILS_TO_MERGE,
    /** Never starts. */
    NEVER_STARTS,
    /** Takes three seconds to start, each time. */
    STARTS_LATE;

    /** Those that a run may have many of. */
    private static final List<WorkerKind> MANY = Stream.of(values())
            .filter(kind -> kind != NEVER_STARTS && kind != STARTS_LATE)
            .toList();

    /** Those of which nothing that was acknowledged may be lost while their node lives. */
    boolean keepsState() {
        return this == RESUMES || this == STARTS_SLOWLY || this == FAILS_TO_START || this == STOPS_SLOWLY;
    }

    /** Those that are at their place when all is quiet. */
    boolean moves() {
        return this != IGNORES && this != FAILS_TO_FREEZE && this != FREEZES_SLOWLY && this != FAILS_TO_START;
    }

    String type() {
        return name().toLowerCase(Locale.ROOT);
    }

    static WorkerKind of(String type) {
        return valueOf(type.toUpperCase(Locale.ROOT));
    }

    /** Returns one that a run may have many of. */
    static WorkerKind draw(SplittableRandom chance) {
        // half of them behave well, so that there is something that may not be lost
        return chance.nextBoolean() ? RESUMES : MANY.get(chance.nextInt(MANY.size()));
    }
}
