package dev.swarm.sim.registry;

import java.time.Duration;
import java.util.SplittableRandom;

/** How long workers take for what they do, and how often they fail; drawn by the chance of one process. */
final class WorkerTimes {

    private static final long MESSAGE_MAX = Duration.ofMillis(2).toNanos();
    private static final long MOMENT_MAX = Duration.ofMillis(5).toNanos();
    private static final long CALLBACK_MAX = Duration.ofMillis(20).toNanos();
    private static final long START_MAX = Duration.ofMillis(50).toNanos();
    private static final long SLOW_MAX = Duration.ofSeconds(4).toNanos();
    private static final long LATE = Duration.ofSeconds(3).toNanos();
    private static final int SELDOM = 3;

    private final SplittableRandom chance;
    private final long handoffTimeoutNanos;

    WorkerTimes(SplittableRandom chance, Duration handoffTimeout) {
        this.chance = chance;
        this.handoffTimeoutNanos = handoffTimeout.toNanos();
    }

    long message() {
        return chance.nextLong(MESSAGE_MAX);
    }

    long moment() {
        return chance.nextLong(MOMENT_MAX);
    }

    long start(WorkerKind kind) {
        if (kind == WorkerKind.STARTS_LATE) {
            return LATE;
        }
        return kind == WorkerKind.STARTS_SLOWLY ? sometimesSlow() : chance.nextLong(START_MAX);
    }

    long freeze(WorkerKind kind) {
        return kind == WorkerKind.FREEZES_SLOWLY ? handoffTimeoutNanos : chance.nextLong(CALLBACK_MAX);
    }

    long stop(WorkerKind kind) {
        return kind == WorkerKind.STOPS_SLOWLY ? sometimesSlow() : chance.nextLong(CALLBACK_MAX);
    }

    boolean failsToStart(WorkerKind kind) {
        return kind == WorkerKind.NEVER_STARTS || (kind == WorkerKind.FAILS_TO_START && happens(SELDOM));
    }

    /** Tells whether something happens that happens once in so many times. */
    boolean happens(int once) {
        return chance.nextInt(once) == 0;
    }

    private long sometimesSlow() {
        return chance.nextLong(happens(SELDOM) ? SLOW_MAX : CALLBACK_MAX);
    }
}
