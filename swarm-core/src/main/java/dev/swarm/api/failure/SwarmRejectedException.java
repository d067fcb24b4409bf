package dev.swarm.api.failure;

import java.io.Serial;

/** A command was not taken: the node's mailbox is full, or the node does not run. Nothing of it was done. */
public final class SwarmRejectedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message one sentence that says which of both
     */
    public SwarmRejectedException(String message) {
        super(message);
    }
}
