package dev.swarm.api.failure;

import java.time.Duration;

/** The registry did not do in time what was asked. */
public final class RegistryTimeoutException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param what such as {@code register 'device-7'}
     * @param timeout how long was waited
     */
    public RegistryTimeoutException(String what, Duration timeout) {
        super("Time is up after " + timeout.toMillis() + " ms: " + what);
    }
}
