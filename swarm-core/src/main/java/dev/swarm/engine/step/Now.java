package dev.swarm.engine.step;

import java.time.Instant;

/**
 * The time at which one step happens, read once by the shell and handed down; nothing below the shell asks a clock.
 *
 * @param nanos monotonic time in nanoseconds since some moment before the engine was made; never negative, never falls
 * @param wallMillis wall clock in milliseconds since 1970, for people and for the first incarnation only
 */
public record Now(long nanos, long wallMillis) {

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the monotonic time is negative
     */
    public Now {
        if (nanos < 0) {
            throw new IllegalArgumentException("Monotonic time must not be negative: " + nanos);
        }
    }

    /** Returns the wall clock as an instant. */
    public Instant instant() {
        return Instant.ofEpochMilli(wallMillis);
    }
}
