package dev.swarm.discovery;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A look-up failed. The message is one sentence for people, without a full stop. */
public final class LookUpException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Makes one. */
    public LookUpException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Returns the sentence. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
