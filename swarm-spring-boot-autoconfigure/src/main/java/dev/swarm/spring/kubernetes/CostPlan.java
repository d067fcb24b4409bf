package dev.swarm.spring.kubernetes;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * When to write which cost: nothing that is written already, never two in a short time, and after failures ever later.
 * Times are nanoseconds of one clock, which may start anywhere. One thread at a time.
 */
final class CostPlan {

    private static final int MOST_DOUBLINGS = 30;

    private final Pace pace;
    private @Nullable Integer written;
    private boolean asked;
    private long notBeforeNanos;
    private int failures;

    CostPlan(Pace pace) {
        this.pace = pace;
    }

    /** Returns how long to wait before a cost is to be written, 0 for now; empty if it is written already. */
    OptionalLong waitNanos(int cost, long nowNanos) {
        if (written != null && written == cost) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(asked ? Math.max(0, notBeforeNanos - nowNanos) : 0);
    }

    void onWritten(int cost, long nowNanos) {
        written = cost;
        failures = 0;
        waitFrom(nowNanos, pace.interval().toNanos());
    }

    /** Whatever was written before is unknown from now on: the answer may have been lost, and not the change. */
    void onFailure(long nowNanos) {
        written = null;
        int doublings = Math.min(failures, MOST_DOUBLINGS);
        failures++;
        long first = pace.firstRetry().toNanos();
        long last = pace.lastRetry().toNanos();
        waitFrom(nowNanos, first > last >> doublings ? last : first << doublings);
    }

    private void waitFrom(long nowNanos, long waitNanos) {
        asked = true;
        notBeforeNanos = nowNanos + waitNanos;
    }
}
