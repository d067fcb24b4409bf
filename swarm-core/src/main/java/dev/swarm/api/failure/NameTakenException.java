package dev.swarm.api.failure;

import dev.swarm.api.registry.WorkerRef;

/** A name is registered already. */
public final class NameTakenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient WorkerRef holder;

    /** Makes one that says where the name lives. */
    public NameTakenException(WorkerRef holder) {
        super("The name '" + holder.name() + "' is registered already, on node '" + holder.node() + "'");
        this.holder = holder;
    }

    /** Returns where the name lives. */
    public WorkerRef holder() {
        return holder;
    }
}
