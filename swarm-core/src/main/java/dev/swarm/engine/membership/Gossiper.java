package dev.swarm.engine.membership;

import dev.swarm.api.MemberStatus;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;

/**
 * Passes rumors on to a few random members at a time (SWIM section 4.1). News after a quiet while goes out at once,
 * if so configured; then at most one round per interval. None while sending is blocked: rumors queue up, rounds do not.
 */
final class Gossiper {

    private final Core core;
    private long lastRoundNanos;

    Gossiper(Core core) {
        this.core = core;
    }

    /** Takes a random phase, so that nodes started together do not gossip in step. */
    void start(Now now) {
        lastRoundNanos = now.nanos() - core.random.nextLong(core.timing.gossipIntervalNanos());
    }

    void onTime(Now now) {
        if (nextDeadlineNanos() > now.nanos()) {
            return;
        }
        round(now, core.timing.config().gossip().nodes());
    }

    /** Tells what is new to a wider circle at once; for a goodbye, which has no time. */
    void round(Now now, int fanOut) {
        lastRoundNanos = now.nanos();
        for (MemberEntry target : core.table.choose(fanOut, entry -> isListener(now, entry))) {
            core.gossip(target);
        }
    }

    long nextDeadlineNanos() {
        boolean quiet = core.rumors.isEmpty() || core.table.size() < 2;
        boolean rests = quiet && core.timing.config().gossip().prompt();
        return rests || core.isSendingBlocked() ? Deadline.NEVER : lastRoundNanos + core.timing.gossipIntervalNanos();
    }

    /** Members given up are told for a while too: if they live, they learn it and refute. */
    private boolean isListener(Now now, MemberEntry entry) {
        if (core.isSelf(entry)) {
            return false;
        }
        boolean lately = now.nanos() - entry.sinceNanos() <= core.timing.toTheDeadNanos();
        return entry.isLive() || (entry.status() == MemberStatus.DOWN && lately);
    }
}
