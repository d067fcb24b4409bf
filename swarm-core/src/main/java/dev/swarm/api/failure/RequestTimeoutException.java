package dev.swarm.api.failure;

import dev.swarm.api.NodeId;
import java.io.Serial;
import java.time.Duration;

/** No answer came in time. The request may have been handled all the same. */
public final class RequestTimeoutException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient NodeId node;

    /**
     * Makes one.
     *
     * @param node who was asked
     * @param timeout how long was waited
     */
    public RequestTimeoutException(NodeId node, Duration timeout) {
        super("No answer from '" + node + "' within " + timeout.toMillis() + " ms");
        this.node = node;
    }

    /** Returns who was asked. */
    public NodeId node() {
        return node;
    }
}
