package dev.swarm.registry.worker;

import dev.swarm.registry.mail.Timer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What workers of users do wrong, in the log: at most {@value #MOST} lines a minute, and how many were left out. */
final class Complaints {

    private static final Logger LOG = LoggerFactory.getLogger(Complaints.class);
    private static final int MOST = 20;
    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final Timer timer;
    private long minuteBegan;
    private int written;
    private long leftOut;

    Complaints(Timer timer) {
        this.timer = timer;
        this.minuteBegan = timer.nanos();
    }

    /** Writes it, unless there were too many. */
    void of(String name, String what, @Nullable Throwable cause) {
        long before = admit();
        if (before > 0) {
            LOG.warn("{} more complaints about workers are left out", before);
        }
        if (before >= 0) {
            LOG.warn("The worker '{}' {}", name, what, cause);
        }
    }

    /** Returns how many were left out before this one, below zero if this one is too. */
    private synchronized long admit() {
        long now = timer.nanos();
        if (now - minuteBegan > MINUTE_NANOS) {
            minuteBegan = now;
            written = 0;
        }
        if (written >= MOST) {
            leftOut++;
            return -1;
        }
        written++;
        long before = leftOut;
        leftOut = 0;
        return before;
    }
}
