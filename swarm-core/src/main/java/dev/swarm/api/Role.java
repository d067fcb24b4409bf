package dev.swarm.api;

import java.util.Locale;

/** What a node does in the cluster. */
public enum Role {
    /** Elected: leads while its lease is valid. */
    COMMANDER,
    /** Ordinary: may be elected and may own names. */
    WINGMATE,
    /** Looks on: never elected, owns nothing, not counted in the quorum. */
    OBSERVER,
    /** Like an observer, and forwards for pairs of nodes that cannot reach each other. */
    RELAY;

    /** Returns the lower-case name used in properties and by the actuator. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
