package dev.swarm.engine.step;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;

/** How a command with a {@link Ticket} ended. */
public sealed interface Answer {

    /** It did what was asked. */
    record Done() implements Answer {}

    /**
     * It could not be done.
     *
     * @param reason one sentence for people
     */
    record Failed(String reason) implements Answer {}

    /**
     * The node may not run: a live node has its name already.
     *
     * @param name the name both want
     * @param holder where the other one answers
     */
    record NameTaken(NodeId name, NodeAddress holder) implements Answer {}
}
