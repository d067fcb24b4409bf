package dev.swarm.engine;

import dev.swarm.api.NodeId;
import dev.swarm.api.Rejection;
import dev.swarm.engine.plane.DataPlane;
import dev.swarm.engine.step.Counters;
import dev.swarm.engine.step.Lane;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.replication.ReplicaEncoder;

/** What comes over the data plane, to the machine that its first byte names. */
final class PlaneEvents implements DataPlane.Listener {

    private final SharedState state;
    private final Counters counters;

    PlaneEvents(SharedState state, Counters counters) {
        this.state = state;
        this.counters = counters;
    }

    @Override
    public void onUp(Now now, NodeId peer) {
        state.onUp(now, peer);
    }

    @Override
    public void onDown(Now now, NodeId peer) {
        state.onDown(peer);
    }

    @Override
    public void onMessage(Now now, NodeId peer, Lane lane, byte[] message) {
        if (message.length > 0 && message[0] == ReplicaEncoder.CHANNEL) {
            state.onMessage(now, peer, message);
        } else {
            counters.increment(Rejection.UNEXPECTED_TYPE);
        }
    }
}
