package dev.swarm.api.registry;

/**
 * What follows when a managed worker's life ends without anybody having asked for it. Restarts keep the name, its
 * groups and the messages that wait; they come at once, then after growing pauses, and too many within a time give the
 * name up ({@code registry.max-restarts}, {@code registry.restart-window}).
 */
public enum RestartPolicy {
    /** It is restarted, be it that it crashed, that it stopped itself, or that its node is gone. */
    PERMANENT,
    /** It is restarted when it crashed or its node is gone; the name ends when it stops itself. */
    TRANSIENT,
    /** It is never restarted: the name ends with this life. */
    TEMPORARY
}
