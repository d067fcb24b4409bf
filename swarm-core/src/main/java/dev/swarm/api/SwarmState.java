package dev.swarm.api;

import java.util.Locale;

/**
 * Where a node stands in its life.
 *
 * <p>{@code NEW → STARTING → RUNNING → LEAVING → STOPPED}, and from there to {@code STARTING} again. {@code FAILED} can
 * follow each of the running ones; it is left by a stop. A stop before the place in the cluster was found leads from
 * {@code STARTING} to {@code LEAVING} or {@code STOPPED}.
 */
public enum SwarmState {
    /** Made, never started. */
    NEW,
    /** Answers already, but has not found its place in a cluster yet. */
    STARTING,
    /** Member of a cluster, perhaps of one that it founded. */
    RUNNING,
    /** Says goodbye, or has said it; still answers. */
    LEAVING,
    /** Released everything; can be started again. */
    STOPPED,
    /** Gave up because of an error, which was logged; released everything. */
    FAILED;

    /** Tells whether the node answers others. */
    public boolean isAnswering() {
        return this == STARTING || this == RUNNING || this == LEAVING;
    }

    /** Returns the lower-case name that the actuator shows. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
