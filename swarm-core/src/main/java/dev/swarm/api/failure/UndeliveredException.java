package dev.swarm.api.failure;

import dev.swarm.api.NodeId;
import dev.swarm.api.SendOutcome;
import java.io.Serial;

/** A message that somebody waits for was not sent. */
public final class UndeliveredException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient NodeId node;
    private final SendOutcome outcome;

    /**
     * Makes one.
     *
     * @param node whom it was for
     * @param outcome why; never {@link SendOutcome#SENT}
     */
    public UndeliveredException(NodeId node, SendOutcome outcome) {
        super("The message to '" + node + "' was not sent: " + outcome.label());
        this.node = node;
        this.outcome = outcome;
    }

    /** Returns whom it was for. */
    public NodeId node() {
        return node;
    }

    /** Returns why. */
    public SendOutcome outcome() {
        return outcome;
    }
}
