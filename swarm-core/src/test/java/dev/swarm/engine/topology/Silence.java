package dev.swarm.engine.topology;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.event.SwarmEvent;
import dev.swarm.engine.step.Answer;
import dev.swarm.engine.step.Outbox;
import dev.swarm.engine.step.StreamId;
import dev.swarm.engine.step.Ticket;

/** An outbox that nobody listens to, for parts that have nothing to say. */
final class Silence implements Outbox {

    @Override
    public void datagram(NodeAddress to, byte[] packet) {}

    @Override
    public void connect(StreamId stream, NodeAddress to) {}

    @Override
    public void connectSecured(StreamId stream, NodeAddress to) {}

    @Override
    public void write(StreamId stream, byte[] bytes) {}

    @Override
    public void close(StreamId stream) {}

    @Override
    public void fact(SwarmEvent event) {}

    @Override
    public void answer(Ticket ticket, Answer answer) {}
}
