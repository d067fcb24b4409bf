package dev.swarm.engine.topology;

import dev.swarm.api.NodeId;
import dev.swarm.engine.wire.topology.BallotMessage;

/** The way to the other electors. */
public interface Link {

    /** Sends a message if there is a connection; messages to one node keep their order. */
    void send(NodeId to, BallotMessage message);

    /** Asks for a connection to a node to which there may be none. */
    void want(NodeId node);
}
