package dev.swarm.engine;

import dev.swarm.api.NodeId;
import dev.swarm.engine.plane.DataPlane;
import dev.swarm.engine.plane.SendResult;
import dev.swarm.engine.step.Lane;
import dev.swarm.engine.topology.Link;
import dev.swarm.engine.wire.topology.BallotCodec;
import dev.swarm.engine.wire.topology.BallotMessage;
import org.jspecify.annotations.Nullable;

/** The way of ballots over the data plane: its first lane, and nothing kept for those who are not connected. */
final class PlaneLink implements Link {

    private @Nullable DataPlane plane;

    /** Says over what messages go. */
    void connect(DataPlane over) {
        plane = over;
    }

    @Override
    public void send(NodeId to, BallotMessage message) {
        DataPlane over = plane;
        if (over != null) {
            // whoever is not connected asks or answers again
            SendResult unused = over.send(to, Lane.CONTROL, BallotCodec.encode(message));
        }
    }

    @Override
    public void want(NodeId node) {
        DataPlane over = plane;
        if (over != null) {
            over.want(node);
        }
    }
}
