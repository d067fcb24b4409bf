package dev.swarm.sim;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.event.SwarmEvent;
import dev.swarm.engine.step.Answer;
import dev.swarm.engine.step.Effect;
import dev.swarm.engine.step.Outbox;
import dev.swarm.engine.step.StreamId;
import dev.swarm.engine.step.Ticket;
import dev.swarm.sim.net.SimSocket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Notes what an engine wants, and does nothing by itself; emptied after each step, or later while sending is blocked.
 */
final class NotedOutbox implements Outbox {

    private final Deque<Wish> wishes = new ArrayDeque<>();
    private final List<SwarmEvent> facts = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();
    private final Map<Long, Answer> answers = new TreeMap<>();

    @Override
    public void datagram(NodeAddress to, byte[] packet) {
        wishes.add(socket -> socket.send(to, packet));
    }

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
    public void fact(SwarmEvent event) {
        facts.add(event);
    }

    @Override
    public void effect(Effect effect) {
        effects.add(effect);
    }

    @Override
    public void answer(Ticket ticket, Answer answer) {
        if (answers.putIfAbsent(ticket.number(), answer) != null) {
            throw new IllegalStateException(ticket + " is answered twice: " + answer);
        }
    }

    /** Does what is wished, in order. */
    void fulfil(SimSocket socket) {
        while (!wishes.isEmpty()) {
            wishes.removeFirst().fulfil(socket);
        }
    }

    /** Returns the facts since the last call. */
    List<SwarmEvent> takeFacts() {
        if (facts.isEmpty()) {
            return List.of();
        }
        List<SwarmEvent> taken = List.copyOf(facts);
        facts.clear();
        return taken;
    }

    /** Returns the effects since the last call. */
    List<Effect> takeEffects() {
        if (effects.isEmpty()) {
            return List.of();
        }
        List<Effect> taken = List.copyOf(effects);
        effects.clear();
        return taken;
    }

    /** Returns all answers so far, by the number of their ticket. */
    Map<Long, Answer> answers() {
        return answers;
    }

    private interface Wish {

        void fulfil(SimSocket socket);
    }
}
