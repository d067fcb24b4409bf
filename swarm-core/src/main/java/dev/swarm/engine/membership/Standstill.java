package dev.swarm.engine.membership;

import dev.swarm.engine.step.Now;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Whether this node stood still itself: it was woken much later than it wanted to be. What others said meanwhile, such
 * as an answer or a refutation, lies unread then while the time for it is up, and event loops run timers and read
 * sockets in either order. So such a node first hears for a moment, and only then judges; once, so that one that stands
 * still again and again comes to judge all the same.
 */
final class Standstill {

    /** Late by less is usual on a busy machine, and no answer is that late. */
    private static final long SLACK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** Long enough to read what a socket's buffer holds. */
    private static final long HEARING_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final ToLongFunction<Now> wanted;
    private @Nullable Now latest;
    private long hearsUntilNanos = Long.MIN_VALUE;
    private boolean judged = true;

    /**
     * Makes it.
     *
     * @param wanted tells when this node wanted to be woken, as seen at a moment
     */
    Standstill(ToLongFunction<Now> wanted) {
        this.wanted = wanted;
    }

    /** A step begins. */
    void onStep(Now now) {
        Now before = latest;
        latest = now;
        if (before == null || !judged || now.nanos() - before.nanos() <= SLACK_NANOS) {
            return;
        }
        long due = Math.max(before.nanos(), wanted.applyAsLong(before));
        if (now.nanos() - SLACK_NANOS > due) {
            hearsUntilNanos = now.nanos() + HEARING_NANOS;
            judged = false;
        }
    }

    /** Time passed: tells whether this node still hears; if not, it judges now. */
    boolean mustHearFirst(Now now) {
        judged |= now.nanos() >= hearsUntilNanos;
        return !judged;
    }

    /** Returns a deadline, or the end of hearing if that is later. */
    long notBefore(long nanos) {
        return judged ? nanos : Math.max(nanos, hearsUntilNanos);
    }
}
