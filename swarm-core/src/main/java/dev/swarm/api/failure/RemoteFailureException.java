package dev.swarm.api.failure;

import dev.swarm.api.NodeId;
import java.io.Serial;

/** The receiver could not handle a message: it has no handler for its type, or the handler threw. */
public final class RemoteFailureException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient NodeId node;
    private final boolean handled;

    /**
     * Makes one.
     *
     * @param node who could not
     * @param handled whether a handler was called
     * @param reason one sentence for people
     */
    public RemoteFailureException(NodeId node, boolean handled, String reason) {
        super("Node '" + node + "' could not handle the message: " + reason);
        this.node = node;
        this.handled = handled;
    }

    /** Returns who could not. */
    public NodeId node() {
        return node;
    }

    /** Tells whether a handler was called; if not the message had no effect. */
    public boolean isHandled() {
        return handled;
    }
}
