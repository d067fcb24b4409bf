package dev.swarm.sim.plane;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.event.SwarmEvent;
import dev.swarm.engine.step.Answer;
import dev.swarm.engine.step.Outbox;
import dev.swarm.engine.step.StreamId;
import dev.swarm.engine.step.Ticket;
import dev.swarm.sim.net.SimSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** Notes what a data plane wants of its streams, until the step is over. */
public final class PlaneOutbox implements Outbox {

    private final Deque<Consumer<SimSocket>> wishes = new ArrayDeque<>();

    @Override
    public void connect(StreamId stream, NodeAddress to) {
        wishes.add(socket -> socket.connect(stream, to));
    }

    @Override
    public void connectSecured(StreamId stream, NodeAddress to) {
        wishes.add(socket -> socket.connectSecured(stream, to));
    }

    @Override
    public void write(StreamId stream, byte[] bytes) {
        wishes.add(socket -> socket.write(stream, bytes));
    }

    @Override
    public void close(StreamId stream) {
        wishes.add(socket -> socket.close(stream));
    }

    @Override
    public void datagram(NodeAddress to, byte[] packet) {
        throw new AssertionError("Data planes send no datagrams");
    }

    @Override
    public void fact(SwarmEvent event) {
        throw new AssertionError("Data planes tell no facts");
    }

    @Override
    public void answer(Ticket ticket, Answer answer) {
        throw new AssertionError("Data planes have no commands");
    }

    /** Does what is wanted. */
    public void fulfil(SimSocket socket) {
        while (!wishes.isEmpty()) {
            wishes.removeFirst().accept(socket);
        }
    }
}
