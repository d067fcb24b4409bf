package dev.swarm.api;

import java.util.Locale;

/** What became of a message when it was handed over. Each message has exactly one outcome, and each is counted. */
public enum SendOutcome {
    /**
     * It is on its way: it arrives at most once, in the order of its priority, unless the connection ends before, the
     * message expires, or the receiver has no handler for it; each of which is counted where it happens.
     */
    SENT,
    /** The link is too bad for its priority. */
    DROPPED,
    /** No way leads to that node now: neither a direct link nor a relay. */
    DISCONNECTED,
    /** The lane to that node is full: try again later, or wait for {@link CommsManager#room}. */
    REJECTED;

    /** Returns the lower-case name of metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
