package dev.swarm.engine.monitor;

import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;

/**
 * Time in which this node could hear others. It runs as monotonic time does, but stands still while sending is
 * blocked, and while the node itself stood still: whoever was not asked, or whose answer lies unread, has not been
 * silent. A node stood still if it woke later than it wanted by more than the slack; only what is beyond that is left
 * out.
 */
final class Attention {

    private final long slackNanos;
    private long lastNanos = Deadline.NEVER;
    private long expectedNanos = Deadline.NEVER;
    private long leftOutNanos;
    private boolean blocked;

    Attention(long slackNanos) {
        this.slackNanos = slackNanos;
    }

    /** A step begins. */
    void onStep(Now now) {
        if (lastNanos != Deadline.NEVER) {
            leftOutNanos += leftOut(now.nanos());
        }
        lastNanos = now.nanos();
    }

    private long leftOut(long nowNanos) {
        long gap = nowNanos - lastNanos;
        if (blocked) {
            return gap;
        }
        if (expectedNanos == Deadline.NEVER) {
            return 0;
        }
        long wanted = Math.max(0, expectedNanos - lastNanos);
        return Math.max(0, gap - wanted - slackNanos);
    }

    /** The node wants to be woken at a moment of monotonic time; it waits for nothing if that is never. */
    void expect(long nanos) {
        expectedNanos = nanos;
    }

    void setBlocked(boolean isBlocked) {
        blocked = isBlocked;
    }

    boolean isBlocked() {
        return blocked;
    }

    /** Returns this time at the present step, in nanoseconds. */
    long nanos() {
        return lastNanos - leftOutNanos;
    }

    /** Returns when, in monotonic time, this time will have come so far; never, while it stands still. */
    long momentOf(long nanos) {
        return blocked || nanos == Deadline.NEVER ? Deadline.NEVER : Deadline.saturatedAdd(nanos, leftOutNanos);
    }
}
