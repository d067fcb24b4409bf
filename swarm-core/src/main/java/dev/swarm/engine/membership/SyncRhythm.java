package dev.swarm.engine.membership;

import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;

/**
 * When to compare tables with another member. Where an exchange brought members that were not known, more is probably
 * missing, so the next few come at a second's distance; then the pause doubles up to the configured interval. Nodes
 * that start together, or halves that meet again, thus agree within seconds, and a quiet cluster costs nothing more.
 *
 * <p>So it is where many became known in any other way, as at a node whose address everybody has: among so many rumors
 * a few are lost, and it would not know before its next turn.
 */
final class SyncRhythm {

    private static final long SHORTEST_NANOS = 1_000_000_000L;

    /** How many exchanges follow at the shortest pause; one alone may meet a member that lacks the same others. */
    private static final int EAGER = 4;

    /** One member in so many is few. */
    private static final int FEW_OF = 32;

    /** Fewer newcomers than that are told reliably enough. */
    private static final int MANY = 8;

    private static final int EAGER_AFTER_MANY = 2;

    private final Core core;
    private final Deadline tick = new Deadline();
    private long pauseNanos;
    private int eager;
    private int known;

    SyncRhythm(Core core) {
        this.core = core;
    }

    /** Begins at a random moment of the first interval, so that nodes started together do not sync in step. */
    void start(Now now) {
        pauseNanos = longestNanos();
        known = core.table.live();
        tick.set(now, core.random.nextLong(longestNanos()));
    }

    void stop() {
        tick.clear();
    }

    /**
     * An exchange that this node began brought so many members that were not known to be here. One that a peer began
     * does not count, nor do a few among many: or every newcomer would make all others exchange whole tables.
     */
    void onLearnt(Now now, int members) {
        int few = core.table.live() / FEW_OF;
        if (members <= few) {
            return;
        }
        if (tick.isSet()) {
            eager = EAGER;
            pauseNanos = Math.min(SHORTEST_NANOS, longestNanos());
            tick.setAt(Math.min(tick.atNanos(), now.nanos() + jitter(pauseNanos)));
        }
    }

    /** Looks whether many have come since it last looked so. */
    void onTime(Now now) {
        int live = core.table.live();
        known = Math.min(known, live);
        if (tick.isSet() && live - known > Math.max(MANY, live / FEW_OF)) {
            known = live;
            eager = Math.max(eager, EAGER_AFTER_MANY);
            pauseNanos = Math.min(SHORTEST_NANOS, longestNanos());
            tick.setAt(Math.min(tick.atNanos(), now.nanos() + pauseNanos + jitter(pauseNanos)));
        }
    }

    /** Tells whether it is time, and if so sets the next one. */
    boolean isDue(Now now) {
        if (!tick.isDue(now)) {
            return false;
        }
        eager = Math.max(0, eager - 1);
        tick.set(now, pauseNanos < longestNanos() ? jitter(pauseNanos) : pauseNanos);
        if (eager == 0) {
            pauseNanos = Math.min(2 * pauseNanos, longestNanos());
        }
        return true;
    }

    long nextDeadlineNanos() {
        return tick.atNanos();
    }

    private long longestNanos() {
        return core.timing.pushPullNanos(core.table.live());
    }

    /** Half to all of the pause. */
    private long jitter(long pause) {
        return pause / 2 + core.random.nextLong(pause / 2 + 1);
    }
}
