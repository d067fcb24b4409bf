package dev.swarm.api.registry;

/** How a worker is stopped by name. */
public enum StopMode {
    /** The messages that wait are handled first. */
    GRACEFUL,
    /** After the present message, whoever else waits is told that the worker is gone. */
    NOW
}
