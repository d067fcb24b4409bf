package dev.swarm.api.failure;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A node could not be started. The message is one sentence that says what to change. */
public class SwarmStartException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message one sentence for people
     * @param cause what lies behind it, {@code null} if nothing
     */
    public SwarmStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
