package dev.swarm.engine.plane;

import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import java.util.SplittableRandom;

/**
 * How long to wait before a peer is dialled again: longer after each failure, with chance so that nodes that lost each
 * other together do not come back together. A connection that stood for a minute clears the past; one that broke sooner
 * shows at least that the peer can be reached, so the pause after it stays short.
 */
final class Backoff {

    private static final long FIRST_NANOS = 100_000_000L;
    private static final long LONGEST_NANOS = 30_000_000_000L;
    private static final long PROVEN_NANOS = 60_000_000_000L;
    private static final int REACHABLE_FAILURES = 3;
    private static final int MAX_DOUBLINGS = 9;

    private final SplittableRandom random;
    private int failures;
    private long notBeforeNanos;

    Backoff(SplittableRandom random) {
        this.random = random;
    }

    /** A try failed, or a connection broke. */
    void onFailed(Now now) {
        long pause = Math.min(LONGEST_NANOS, FIRST_NANOS << Math.min(failures, MAX_DOUBLINGS));
        failures++;
        notBeforeNanos = Deadline.saturatedAdd(now.nanos(), pause / 2 + random.nextLong(pause / 2 + 1));
    }

    /** A connection broke that had stood since a moment. */
    void onBroken(Now now, long sinceNanos) {
        boolean proven = now.nanos() - sinceNanos >= PROVEN_NANOS;
        failures = proven ? 0 : Math.min(failures, REACHABLE_FAILURES);
        onFailed(now);
    }

    /** The peer is another one now, so the past says nothing. */
    void reset() {
        failures = 0;
        notBeforeNanos = 0;
    }

    long notBeforeNanos() {
        return notBeforeNanos;
    }
}
