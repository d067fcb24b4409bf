package dev.swarm.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.NodeAddress;
import dev.swarm.engine.step.Answer;
import dev.swarm.engine.step.Effect;
import dev.swarm.engine.step.StreamId;
import dev.swarm.engine.step.Ticket;
import dev.swarm.runtime.transport.Inbound;
import dev.swarm.runtime.transport.Network;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepOutboxTest {

    private static final NodeAddress PEER = NodeAddress.loopback(1);
    private static final StreamId STREAM = new StreamId(StreamId.Origin.ENGINE, 1);

    private final List<String> log = new ArrayList<>();
    private final StepOutbox outbox = new StepOutbox(() -> true);

    @Test
    void nothingLeavesBeforeItIsLetGoAndThenInOrderOnce() {
        outbox.connect(STREAM, PEER);
        outbox.write(STREAM, new byte[2]);
        outbox.datagram(PEER, new byte[3]);
        outbox.close(STREAM);
        outbox.answer(new Ticket(7), new Answer.Done());
        outbox.effect(new Wish(1));
        outbox.effect(new Wish(2));
        assertThat(log).isEmpty();

        outbox.sendTo(new LoggingNetwork());
        outbox.sendTo(new LoggingNetwork());
        outbox.handTo(effect -> log.add(effect.toString()));
        outbox.handTo(effect -> log.add("never"));
        outbox.answerTo((ticket, answer) -> log.add("answer " + ticket.number()));
        outbox.answerTo((ticket, answer) -> log.add("never"));

        assertThat(log)
                .containsExactly(
                        "connect",
                        "write 2",
                        "datagram 3",
                        "close",
                        "flush",
                        "Wish[number=1]",
                        "Wish[number=2]",
                        "answer 7");
    }

    private record Wish(int number) implements Effect {}

    /** Writes down what it is asked for. */
    private final class LoggingNetwork implements Network {

        @Override
        public void open(Inbound inbound) {
            log.add("open");
        }

        @Override
        public void datagram(NodeAddress to, byte[] packet) {
            log.add("datagram " + packet.length);
        }

        @Override
        public void connect(StreamId stream, NodeAddress to) {
            log.add("connect");
        }

        @Override
        public void connectSecured(StreamId stream, NodeAddress to) {
            log.add("connect secured");
        }

        @Override
        public void write(StreamId stream, ByteBuf bytes) {
            log.add("write " + bytes.readableBytes());
            bytes.release();
        }

        @Override
        public void close(StreamId stream) {
            log.add("close");
        }

        @Override
        public void flush() {
            log.add("flush");
        }

        @Override
        public void shutdown() {
            log.add("shutdown");
        }

        @Override
        public long datagramsDropped() {
            return 0;
        }
    }
}
