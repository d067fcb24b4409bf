package dev.swarm.engine.registry;

import java.util.Locale;

/**
 * Where a copy stands. The usual way of one that is made here is {@code STARTING → LIVE → STOPPING}; of one that comes
 * from elsewhere {@code STARTING → READY → LIVE}; of one that goes {@code LIVE → FREEZING → FROZEN → GIVEN → STOPPING},
 * with ways back to {@code LIVE} from each of the three. A crash leads from {@code LIVE} to {@code RESTING}, and a
 * restart makes another copy.
 */
enum Phase {
    /** A name is being registered that is to live elsewhere; there is no worker here. */
    LAUNCHING,
    /** The shell makes the worker. */
    STARTING,
    /** The worker stands ready, and its other life has not ended yet. */
    READY,
    /** It handles messages. */
    LIVE,
    /** It is asked what goes with it. */
    FREEZING,
    /** It handles nothing; its place is being prepared. */
    FROZEN,
    /** It never handles anything again unless its place is lost. */
    GIVEN,
    /** Its worker is gone, and another one follows a little later. */
    RESTING,
    /** The shell ends the worker. */
    STOPPING;

    /** Tells whether it is on its way to somewhere else. */
    boolean isMoving() {
        return this == FREEZING || this == FROZEN || this == GIVEN;
    }

    /** Tells whether it needs its node to own the partition. */
    boolean needsTenure() {
        return this == LIVE || this == FREEZING || this == FROZEN || this == RESTING;
    }

    /** Tells whether something is expected to follow soon. */
    boolean isPassing() {
        return this != LIVE;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
