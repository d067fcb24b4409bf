package dev.swarm.api.config;

import java.time.Duration;

/** Checks that name the setting, its value and what is allowed. */
final class Bounds {

    private Bounds() {}

    static void check(String setting, Duration value, Duration min, Duration max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(
                    setting + " must be " + text(min) + " to " + text(max) + ", not " + text(value));
        }
    }

    static void check(String setting, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(setting + " must be " + min + " to " + max + ", not " + value);
        }
    }

    /** Writes a duration as Spring Boot's properties do: in milliseconds, or in seconds where they are whole. */
    private static String text(Duration value) {
        boolean wholeSeconds = value.toMillis() % 1000 == 0 && value.toMillis() != 0;
        return wholeSeconds ? value.toSeconds() + "s" : value.toMillis() + "ms";
    }
}
