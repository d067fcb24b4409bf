package dev.swarm.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.Rejection;
import dev.swarm.api.Role;
import dev.swarm.api.TrafficCounter;
import dev.swarm.api.event.SwarmEvent;
import dev.swarm.engine.step.Answer;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.step.Outbox;
import dev.swarm.engine.step.StreamEnd;
import dev.swarm.engine.step.StreamId;
import dev.swarm.engine.step.Ticket;
import dev.swarm.engine.wire.NodeMeta;
import dev.swarm.engine.wire.NodeMeta.VersionRange;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The engine's own door: what comes before membership. */
class SwarmEngineTest {

    private static final NodeAddress HOME = NodeAddress.loopback(7946);
    private static final Now NOW = new Now(1_000, 1_700_000_000_000L);
    private static final StreamId UNKNOWN = new StreamId(StreamId.Origin.PEER, 77);

    private final AtomicInteger outputs = new AtomicInteger();
    private final SwarmEngine engine = engine(meta("shop"));

    @Test
    void nothingHappensBeforeTheStart() {
        assertThat(engine.nextDeadlineNanos()).isEqualTo(Deadline.NEVER);
        assertThat(outputs).hasValue(0);
    }

    @Test
    void whatIsNoPacketIsCountedByItsReason() {
        engine.start(NOW, new Ticket(1));
        engine.onDatagram(NOW, HOME, new byte[] {99});
        engine.onDatagram(NOW, HOME, new byte[] {0, 1, 2});
        engine.onDatagram(NOW, HOME, new byte[0]);

        assertThat(engine.counters().get(TrafficCounter.PACKETS_IN)).isEqualTo(3);
        assertThat(engine.counters().get(TrafficCounter.BYTES_IN)).isEqualTo(4);
        assertThat(engine.counters().get(Rejection.UNEXPECTED_TYPE)).isEqualTo(1);
        assertThat(engine.counters().get(Rejection.MALFORMED)).isEqualTo(1);
        assertThat(outputs).hasValue(0);
    }

    @Test
    void unknownStreamsAreIgnored() {
        engine.start(NOW, new Ticket(1));
        engine.onStreamBytes(NOW, UNKNOWN, new byte[] {1});
        engine.onStreamClosed(NOW, UNKNOWN, StreamEnd.CLOSED);
        assertThat(outputs).hasValue(0);
        assertThat(engine.load().streams()).isZero();
    }

    @Test
    void theViewIsTheSameObjectUntilSomethingChanges() {
        engine.start(NOW, new Ticket(1));
        var view = engine.view();
        assertThat(engine.view()).isSameAs(view);
        engine.updateWebAddress(NOW, "http://10.0.0.1:8080");
        assertThat(engine.view().version()).isGreaterThan(view.version());
        assertThat(engine.view().selfMember().profile()).isNotNull();
    }

    @Test
    void theSameWebAddressAgainIsNoChange() {
        engine.start(NOW, new Ticket(1));
        engine.updateWebAddress(NOW, "http://x");
        var view = engine.view();
        engine.updateWebAddress(NOW, "http://x");
        assertThat(engine.view()).isSameAs(view);
    }

    @Test
    void aWebAddressThatDoesNotFitIsRefusedAndForgotten() {
        engine.start(NOW, new Ticket(1));
        var view = engine.view();
        assertThatThrownBy(() -> engine.updateWebAddress(NOW, "http://" + "x".repeat(NodeMeta.MAX_BYTES)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(engine.view()).isSameAs(view);

        engine.updateWebAddress(NOW, "http://short");
        assertThat(engine.view().selfMember().incarnation())
                .isEqualTo(
                        view.selfMember().incarnation().above(view.selfMember().incarnation()));
    }

    @Test
    void metadataThatDoesNotFitIsRefusedWhenTheEngineIsMade() {
        assertThatThrownBy(() -> engine(meta("x".repeat(NodeMeta.MAX_BYTES))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private SwarmEngine engine(NodeMeta meta) {
        return new SwarmEngine(Sharing.node(meta, Sharing.registry()), new Counting());
    }

    private static NodeMeta meta(String service) {
        return new NodeMeta(new VersionRange(1, 1), 1, Role.WINGMATE, service, null, new TreeMap<>(), null);
    }

    /** Counts whatever is wanted of the world. */
    private final class Counting implements Outbox {

        @Override
        public void datagram(NodeAddress to, byte[] packet) {
            outputs.incrementAndGet();
        }

        @Override
        public void connect(StreamId stream, NodeAddress to) {
            outputs.incrementAndGet();
        }

        @Override
        public void connectSecured(StreamId stream, NodeAddress to) {
            outputs.incrementAndGet();
        }

        @Override
        public void write(StreamId stream, byte[] bytes) {
            outputs.incrementAndGet();
        }

        @Override
        public void close(StreamId stream) {
            outputs.incrementAndGet();
        }

        @Override
        public void fact(SwarmEvent event) {
            outputs.incrementAndGet();
        }

        @Override
        public void answer(Ticket ticket, Answer answer) {
            outputs.incrementAndGet();
        }
    }
}
