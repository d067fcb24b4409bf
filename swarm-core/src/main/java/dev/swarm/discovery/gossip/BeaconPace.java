package dev.swarm.discovery.gossip;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * How often a node speaks. With few neighbours it calls at the configured interval and answers every stranger. With
 * many it speaks less, so that the whole group carries about {@value #GROUP_BEACONS_PER_SECOND} calls a second, and a
 * stranger gets about {@value #ANSWERS_PER_STRANGER} answers in all instead of a thousand.
 */
final class BeaconPace {

    private static final int GROUP_BEACONS_PER_SECOND = 16;
    private static final int ANSWERS_PER_STRANGER = 3;

    /** Answers that may be sent at once, and how fast more are granted; against callers who pretend to be many. */
    private static final int MAX_ANSWERS = 32;

    private static final long NANOS_PER_ANSWER = TimeUnit.MILLISECONDS.toNanos(50);

    private final Duration interval;
    private final RandomGenerator random;
    /** Each answer moves this forward by its price; it never lags so far behind that more than the burst is free. */
    private long answersUsedNanos = -MAX_ANSWERS * NANOS_PER_ANSWER;

    BeaconPace(Duration interval, RandomGenerator random) {
        this.interval = interval;
        this.random = random;
    }

    /** Returns the time until the next call: the mean time, a fifth more or less. */
    long nextDelayNanos(int neighbours) {
        long mean = meanNanos(neighbours);
        return mean * 4 / 5 + random.nextLong(mean * 2 / 5 + 1);
    }

    /** Returns for how long a neighbour counts as here after its last beacon. */
    long neighbourLifeNanos(int neighbours) {
        return 4 * meanNanos(neighbours);
    }

    /** Decides whether this node is one of those that answer a stranger. */
    boolean mayAnswer(int neighbours, long nowNanos) {
        if (random.nextInt(Math.max(1, neighbours)) >= ANSWERS_PER_STRANGER) {
            return false;
        }
        long used = Math.max(answersUsedNanos, nowNanos - MAX_ANSWERS * NANOS_PER_ANSWER) + NANOS_PER_ANSWER;
        if (used > nowNanos) {
            return false;
        }
        answersUsedNanos = used;
        return true;
    }

    private long meanNanos(int neighbours) {
        long quietNanos = TimeUnit.SECONDS.toNanos(1) * neighbours / GROUP_BEACONS_PER_SECOND;
        return Math.max(interval.toNanos(), quietNanos);
    }
}
