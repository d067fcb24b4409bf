package dev.swarm.sim.time;

/**
 * Something that happens at one moment of virtual time. A timer stands in the queue at most once; setting it again
 * moves it, so that a node needs one for its whole life and makes no garbage.
 */
public abstract class SimTimer {

    static final int NOT_QUEUED = -1;

    long atNanos;
    long sequence;
    int slot = NOT_QUEUED;

    /** Happens: the timer has left the queue already, and may be set again. */
    protected abstract void fire();

    /** Tells whether the timer stands in a queue. */
    public final boolean isSet() {
        return slot != NOT_QUEUED;
    }

    /** Returns the moment it is, or was last, set to, in virtual nanoseconds. */
    public final long atNanos() {
        return atNanos;
    }

    /** Earlier moments first; at one moment, whichever was set first. */
    final boolean isBefore(SimTimer other) {
        return atNanos != other.atNanos ? atNanos < other.atNanos : sequence < other.sequence;
    }
}
