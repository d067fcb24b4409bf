package dev.swarm.engine.comms;

import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.comms.BatchForm;

/**
 * Moments in four bytes: milliseconds of the engine's monotonic time modulo 2³², so that what waits and what travels
 * need the same room. Waiting entries have the moment, travelling ones the time that is left, as clocks differ. Times
 * of at most an hour can be told apart; 0 means never.
 */
final class Expiry {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private Expiry() {}

    /** Returns the moment of so many nanoseconds. */
    static int at(long nanos) {
        int millis = (int) (nanos / NANOS_PER_MILLI);
        return millis == 0 ? 1 : millis;
    }

    /** Returns how many milliseconds are left until a moment, 0 or less if it has come. */
    static int left(Now now, int moment) {
        return moment - at(now.nanos());
    }

    /** Returns the moment until which so many milliseconds are left; whoever names too many gets the most there are. */
    static int until(Now now, int leftMillis) {
        int left = Math.max(0, Math.min(BatchForm.MOST_MILLIS, leftMillis));
        return at(now.nanos() + left * NANOS_PER_MILLI);
    }
}
