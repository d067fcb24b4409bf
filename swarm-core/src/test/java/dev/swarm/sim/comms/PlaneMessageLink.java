package dev.swarm.sim.comms;

import dev.swarm.api.NodeId;
import dev.swarm.engine.comms.MessageLink;
import dev.swarm.engine.plane.DataPlane;
import dev.swarm.engine.plane.SendResult;
import dev.swarm.engine.step.Lane;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.Lent;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Messages over a data plane, as the engine wires them. */
final class PlaneMessageLink implements MessageLink {

    @Nullable
    DataPlane plane;

    @Override
    public boolean send(NodeId to, Lane lane, Lent message) {
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
        return 0;
    }

    private DataPlane plane() {
        return Objects.requireNonNull(plane, "plane");
    }
}
