package dev.swarm.runtime;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.event.SwarmEvent;
import dev.swarm.engine.step.Answer;
import dev.swarm.engine.step.Effect;
import dev.swarm.engine.step.Outbox;
import dev.swarm.engine.step.StreamId;
import dev.swarm.engine.step.Ticket;
import dev.swarm.runtime.transport.Network;
import dev.swarm.runtime.transport.Rooms;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Notes what one step wants, and lets it go when the step has ended: bytes, then effects, answers and facts. */
final class StepOutbox implements Outbox {

    private static final int MOST_EXPECTED = 1_024;

    private final Rooms rooms = new Rooms();
    private final BooleanSupplier heard;
    private List<Consumer<Network>> bytes = new ArrayList<>();
    private List<Effect> effects = new ArrayList<>();
    private List<TicketAnswer> answers = new ArrayList<>();
    private List<SwarmEvent> facts = new ArrayList<>();

    private record TicketAnswer(Ticket ticket, Answer answer) {}

    /**
     * Makes one.
     *
     * @param heard tells whether anybody hears of facts
     */
    StepOutbox(BooleanSupplier heard) {
        this.heard = heard;
    }

    @Override
    public void datagram(NodeAddress to, byte[] packet) {
        bytes.add(network -> network.datagram(to, packet));
    }

    @Override
    public void connect(StreamId stream, NodeAddress to) {
        bytes.add(network -> network.connect(stream, to));
    }

    @Override
    public void connectSecured(StreamId stream, NodeAddress to) {
        bytes.add(network -> network.connectSecured(stream, to));
    }

    @Override
    public void write(StreamId stream, byte[] content) {
        bytes.add(network -> network.write(stream, content));
    }

    @Override
    public ByteBuffer write(StreamId stream, int length) {
        ByteBuf room = rooms.take(length);
        bytes.add(network -> network.write(stream, room));
        return room.internalNioBuffer(0, length);
    }

    @Override
    public void close(StreamId stream) {
        bytes.add(network -> network.close(stream));
    }

    @Override
    public void fact(SwarmEvent event) {
        facts.add(event);
    }

    @Override
    public boolean isHeard() {
        return heard.getAsBoolean();
    }

    @Override
    public void effect(Effect effect) {
        effects.add(effect);
    }

    @Override
    public void answer(Ticket ticket, Answer answer) {
        answers.add(new TicketAnswer(ticket, answer));
    }

    /** Gives back what is kept for the bytes of later steps; no step follows. */
    void end() {
        rooms.close();
    }

    /** Lets the bytes go. */
    void sendTo(Network network) {
        if (!bytes.isEmpty()) {
            List<Consumer<Network>> noted = bytes;
            bytes = new ArrayList<>();
            noted.forEach(output -> output.accept(network));
            network.flush();
        }
    }

    /** Hands over the effects, in the order in which they were wanted. */
    void handTo(Consumer<Effect> doer) {
        if (!effects.isEmpty()) {
            List<Effect> noted = effects;
            effects = new ArrayList<>();
            noted.forEach(doer);
        }
    }

    /** Hands over the answers. */
    void answerTo(BiConsumer<Ticket, Answer> receiver) {
        if (!answers.isEmpty()) {
            List<TicketAnswer> noted = answers;
            answers = new ArrayList<>();
            noted.forEach(given -> receiver.accept(given.ticket(), given.answer()));
        }
    }

    /** Hands over the facts, in the order in which they became true. */
    void tellTo(Consumer<SwarmEvent> receiver) {
        if (!facts.isEmpty()) {
            List<SwarmEvent> noted = facts;
            // as many come in the next step, mostly
            facts = new ArrayList<>(Math.min(noted.size(), MOST_EXPECTED));
            noted.forEach(receiver);
        }
    }
}
