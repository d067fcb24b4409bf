package dev.swarm.api.failure;

import dev.swarm.api.NodeId;

/** No member of ours that counts as here has this name. */
public final class UnknownNodeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient NodeId node;

    /** Makes one that names the node. */
    public UnknownNodeException(NodeId node) {
        super("No node of the cluster has the name '" + node + "'");
        this.node = node;
    }

    /** Returns the name that nobody has. */
    public NodeId node() {
        return node;
    }
}
