package dev.swarm.spring.kubernetes;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The API server did not take a change. The message says why and what to do, without a full stop. */
final class PatchFailedException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    PatchFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
