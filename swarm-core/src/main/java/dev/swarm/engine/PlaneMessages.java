package dev.swarm.engine;

import dev.swarm.api.NodeId;
import dev.swarm.engine.comms.MessageLink;
import dev.swarm.engine.monitor.MonitorModel;
import dev.swarm.engine.plane.DataPlane;
import dev.swarm.engine.plane.SendResult;
import dev.swarm.engine.step.Lane;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.Lent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The way of users' messages over the data plane. */
final class PlaneMessages implements MessageLink {

    private final MonitorModel measured;
    private @Nullable DataPlane plane;

    PlaneMessages(MonitorModel measured) {
        this.measured = measured;
    }

    /** Says over what messages go. */
    void connect(DataPlane over) {
        plane = over;
    }

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
        Duration estimate = measured.estimatedRtt(node);
        return estimate == null ? Long.MAX_VALUE : estimate.toNanos();
    }

    private DataPlane plane() {
        if (plane == null) {
            throw new IllegalStateException("Not connected to a data plane");
        }
        return plane;
    }
}
