package dev.swarm.engine.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.event.MemberEvent;
import dev.swarm.api.event.SwarmEvent;
import dev.swarm.engine.step.Answer;
import dev.swarm.engine.step.Outbox;
import dev.swarm.engine.step.StreamId;
import dev.swarm.engine.step.Ticket;
import dev.swarm.engine.wire.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Notes whatever the engine wants of the world. */
final class Recorder implements Outbox {

    final List<Packet> packets = new ArrayList<>();
    final List<SwarmEvent> facts = new ArrayList<>();
    final Map<Ticket, Answer> answers = new LinkedHashMap<>();
    final Map<StreamId, Written> streams = new LinkedHashMap<>();

    /**
     * One datagram.
     *
     * @param to where it goes
     * @param bytes all of it
     */
    record Packet(NodeAddress to, Bytes bytes) {}

    /** What was done with one stream. */
    static final class Written {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final List<NodeAddress> dialled = new ArrayList<>();
        private boolean closed;

        byte[] bytes() {
            return bytes.toByteArray();
        }

        boolean isDialledTo(NodeAddress to) {
            return dialled.contains(to);
        }

        boolean isDialled() {
            return !dialled.isEmpty();
        }

        boolean isClosed() {
            return closed;
        }
    }

    Written stream(StreamId id) {
        return streams.computeIfAbsent(id, fresh -> new Written());
    }

    @Override
    public void datagram(NodeAddress to, byte[] packet) {
        packets.add(new Packet(to, Bytes.owning(packet)));
    }

    @Override
    public void connect(StreamId stream, NodeAddress to) {
        stream(stream).dialled.add(to);
    }

    @Override
    public void connectSecured(StreamId stream, NodeAddress to) {
        connect(stream, to);
    }

    @Override
    public void write(StreamId stream, byte[] bytes) {
        stream(stream).bytes.writeBytes(bytes);
    }

    @Override
    public void close(StreamId stream) {
        Written written = stream(stream);
        assertThat(written.closed).as("%s is closed once", stream).isFalse();
        written.closed = true;
    }

    @Override
    public void fact(SwarmEvent event) {
        if (event instanceof MemberEvent) {
            facts.add(event);
        }
    }

    @Override
    public void answer(Ticket ticket, Answer answer) {
        assertThat(answers).as("%s is answered once", ticket).doesNotContainKey(ticket);
        answers.put(ticket, answer);
    }
}
