package dev.swarm.engine.replication;

import dev.swarm.api.NodeId;
import dev.swarm.engine.step.Lane;
import dev.swarm.engine.wire.replication.ReplicaMessage;

/** The way to connected peers. */
@FunctionalInterface
public interface PeerWire {

    /**
     * Sends a message over a lane.
     *
     * @return false if the peer is not connected or the lane is full; nothing was sent then
     */
    boolean send(NodeId to, Lane lane, ReplicaMessage message);
}
