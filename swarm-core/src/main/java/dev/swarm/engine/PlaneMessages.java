package dev.swarm.engine;

import dev.swarm.api.NodeId;
import dev.swarm.engine.comms.MessageLink;
import dev.swarm.engine.plane.DataPlane;
import dev.swarm.engine.plane.SendResult;
import dev.swarm.engine.step.Lane;
import dev.swarm.engine.step.Now;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The way of users' messages over the data plane. */
final class PlaneMessages implements MessageLink {

    private final ToLongFunction<NodeId> rttNanos;
    private @Nullable DataPlane plane;

    /**
     * Makes it.
     *
     * @param rttNanos about how long a round trip to a node takes
     */
    PlaneMessages(ToLongFunction<NodeId> rttNanos) {
        this.rttNanos = rttNanos;
    }

    /** Says over what messages go. */
    void connect(DataPlane over) {
        plane = over;
    }

    @Override
    public boolean send(NodeId to, Lane lane, byte[] message) {
        return plane().send(to, lane, message) == SendResult.QUEUED;
    }

    @Override
    public long room(NodeId to, Lane lane) {
        return plane().room(to, lane);
    }

    @Override
    public void hold(NodeId peer, Lane lane, boolean held) {
        plane().hold(peer, lane, held);
    }

    @Override
    public void want(NodeId node) {
        plane().want(node);
    }

    @Override
    public void onReachable(Now now, NodeId peer, boolean reachable) {
        plane().onReachable(now, peer, reachable);
    }

    @Override
    public long rttNanos(NodeId node) {
        return rttNanos.applyAsLong(node);
    }

    private DataPlane plane() {
        if (plane == null) {
            throw new IllegalStateException("Not connected to a data plane");
        }
        return plane;
    }
}
