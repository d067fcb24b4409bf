package dev.swarm.engine.comms;

import dev.swarm.api.NodeId;
import dev.swarm.engine.step.Lane;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.Lent;

/** What messages go over; the engine's thread alone calls. */
public interface MessageLink {

    /**
     * Hands a message over.
     *
     * @param message lent until it is given back
     * @return false if it was not taken
     */
    boolean send(NodeId to, Lane lane, Lent message);

    /** As {@link #send(NodeId, Lane, Lent)}, with an array that belongs to the link if it is taken. */
    default boolean send(NodeId to, Lane lane, byte[] message) {
        return send(to, lane, Lent.of(message));
    }

    /** Returns how many bytes would leave at once on a lane; 0 or less if none would. */
    long room(NodeId to, Lane lane);

    /** Lets a peer send no more on a lane, or lets it again. */
    void hold(NodeId peer, Lane lane, boolean held);

    /** Asks for a connection to a node. */
    void want(NodeId node);

    /** Says whether datagrams get through to a peer and back. */
    void onReachable(Now now, NodeId peer, boolean reachable);

    /** Returns about how long a round trip to a node takes, in nanoseconds; the same for all if it is not known. */
    long rttNanos(NodeId node);
}
