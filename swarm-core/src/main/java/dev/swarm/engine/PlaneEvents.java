package dev.swarm.engine;

import dev.swarm.api.NodeId;
import dev.swarm.api.Rejection;
import dev.swarm.engine.plane.DataPlane;
import dev.swarm.engine.step.Counters;
import dev.swarm.engine.step.Lane;
import dev.swarm.engine.step.Now;

/** What comes over the data plane, to the machine it is for. None takes messages yet, so each is of an unknown kind. */
final class PlaneEvents implements DataPlane.Listener {

    private final Counters counters;

    PlaneEvents(Counters counters) {
        this.counters = counters;
    }

    @Override
    public void onUp(Now now, NodeId peer) {}

    @Override
    public void onDown(Now now, NodeId peer) {}

    @Override
    public void onMessage(Now now, NodeId peer, Lane lane, byte[] message) {
        counters.increment(Rejection.UNEXPECTED_TYPE);
    }
}
