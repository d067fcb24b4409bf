package dev.swarm.api;

import java.util.Locale;

/**
 * How good the link to a node is, by its round-trip time and its loss, the worse of the two; best first. A link changes
 * its level only when it is clearly past the limit, so that it does not flap around one.
 */
public enum LinkQuality {
    /** Below the first limit: 10 ms and 1 % by default. */
    EXCELLENT,
    /** Below the second limit: 50 ms and 5 % by default. */
    GOOD,
    /** Below the third limit: 200 ms and 20 % by default. Messages of low priority are dropped. */
    DEGRADED,
    /** Below the fourth limit: 1,000 ms and 100 % by default. Messages of normal priority are dropped too. */
    POOR,
    /** At the fourth limit or beyond it, without an answer for long, or no such node. */
    DISCONNECTED;

    /** Tells whether this is worse than another one. */
    public boolean isWorseThan(LinkQuality other) {
        return compareTo(other) > 0;
    }

    /** Returns the lower-case name that the actuator shows. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
