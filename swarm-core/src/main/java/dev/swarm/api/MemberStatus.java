package dev.swarm.api;

import java.util.Locale;

/** What the cluster believes of a member. */
public enum MemberStatus {
    /** Answers. */
    HEALTHY,
    /** Doubted: did not answer somebody, still counted as here. */
    SUSPECT,
    /** Given up: did not refute the doubt in time. */
    DOWN,
    /** Said goodbye. */
    LEFT;

    /** Tells whether the member still counts as here. */
    public boolean isLive() {
        return this == HEALTHY || this == SUSPECT;
    }

    /** Returns the lower-case name that the actuator shows. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
