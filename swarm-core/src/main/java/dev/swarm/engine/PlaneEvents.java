package dev.swarm.engine;

import dev.swarm.api.NodeId;
import dev.swarm.api.Rejection;
import dev.swarm.engine.comms.Comms;
import dev.swarm.engine.monitor.Monitor;
import dev.swarm.engine.plane.DataPlane;
import dev.swarm.engine.registry.Registry;
import dev.swarm.engine.step.Counters;
import dev.swarm.engine.step.Lane;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.topology.Topology;
import dev.swarm.engine.wire.Lent;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.comms.BatchForm;
import dev.swarm.engine.wire.registry.RegistryCodec;
import dev.swarm.engine.wire.registry.TenureCodec;
import dev.swarm.engine.wire.replication.ReplicaEncoder;
import dev.swarm.engine.wire.topology.BallotCodec;

/** What comes over the data plane, to the machine that its first byte names. */
final class PlaneEvents implements DataPlane.Listener {

    private final SharedState state;
    private final Topology topology;
    private final Monitor monitor;
    private final Comms comms;
    private final Registry registry;
    private final Counters counters;

    PlaneEvents(Machines machines, Counters counters) {
        this.state = machines.state();
        this.topology = machines.topology();
        this.monitor = machines.monitor();
        this.comms = machines.comms();
        this.registry = machines.registry();
        this.counters = counters;
    }

    @Override
    public void onUp(Now now, NodeId peer) {
        state.onUp(now, peer);
        topology.onUp(now, peer);
        comms.onUp(now, peer);
        registry.onUp(now, peer);
    }

    @Override
    public void onDown(Now now, NodeId peer) {
        state.onDown(peer);
        comms.onDown(now, peer);
    }

    @Override
    public void onCredit(Now now, NodeId peer, Lane lane) {
        comms.onCredit(peer, lane);
    }

    @Override
    public boolean onLent(Now now, NodeId peer, Lane lane, Lent message) {
        boolean taken = message.length() > 0 && message.array()[message.from()] == BatchForm.CHANNEL;
        if (taken) {
            monitor.onAnswer(now, peer);
            comms.onMessage(now, peer, lane, message);
        }
        return taken;
    }

    @Override
    public void onMessage(Now now, NodeId peer, Lane lane, byte[] message) {
        monitor.onAnswer(now, peer);
        int channel = message.length == 0 ? 0 : message[0];
        switch (channel) {
            case ReplicaEncoder.CHANNEL -> state.onMessage(now, peer, message);
            case BatchForm.CHANNEL -> comms.onMessage(now, peer, lane, Lent.of(message));
            case BallotCodec.CHANNEL -> onBallot(now, peer, message);
            case RegistryCodec.CHANNEL, TenureCodec.CHANNEL -> onNames(now, peer, message);
            default -> counters.increment(Rejection.UNEXPECTED_TYPE);
        }
    }

    private void onNames(Now now, NodeId peer, byte[] message) {
        try {
            if (message[0] == RegistryCodec.CHANNEL) {
                // what came before it in the same step is known first
                state.show(now);
                registry.onMessage(now, peer, RegistryCodec.decode(message));
            } else {
                registry.onMessage(now, peer, TenureCodec.decode(message));
            }
        } catch (MalformedPacketException malformed) {
            counters.increment(malformed.rejection());
        }
    }

    private void onBallot(Now now, NodeId peer, byte[] message) {
        try {
            topology.onMessage(now, peer, BallotCodec.decode(message));
        } catch (MalformedPacketException malformed) {
            counters.increment(malformed.rejection());
        }
    }
}
