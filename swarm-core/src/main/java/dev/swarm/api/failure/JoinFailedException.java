package dev.swarm.api.failure;

import dev.swarm.api.NodeAddress;
import java.io.Serial;

/** Joining by hand did not work: nobody there, or nobody of this cluster. */
public final class JoinFailedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param address where it was tried
     * @param reason one sentence for people
     */
    public JoinFailedException(NodeAddress address, String reason) {
        super("Could not join at " + address + ": " + reason);
    }
}
