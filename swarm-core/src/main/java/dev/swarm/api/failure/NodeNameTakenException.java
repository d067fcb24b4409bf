package dev.swarm.api.failure;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import java.io.Serial;

/** A live node of the same name answers at another address. */
public final class NodeNameTakenException extends SwarmStartException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String name;
    private final String holder;

    /**
     * Makes one.
     *
     * @param name the name both want
     * @param holder where the other one answers
     */
    public NodeNameTakenException(NodeId name, NodeAddress holder) {
        super(
                "A live node named '" + name + "' answers at " + holder
                        + ": set swarm.node.name to a name that is unique in the cluster",
                null);
        this.name = name.name();
        this.holder = holder.toString();
    }

    /** Returns the name both want. */
    public String name() {
        return name;
    }

    /** Returns where the other one answers. */
    public String holder() {
        return holder;
    }
}
