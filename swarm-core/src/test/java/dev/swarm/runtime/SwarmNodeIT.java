package dev.swarm.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import dev.swarm.api.Role;
import dev.swarm.api.SwarmState;
import dev.swarm.api.config.MembershipConfig;
import dev.swarm.api.config.PlaneConfig;
import dev.swarm.api.failure.SwarmRejectedException;
import dev.swarm.engine.EngineSettings;
import dev.swarm.engine.Sharing;
import dev.swarm.engine.SwarmEngine;
import dev.swarm.engine.step.Answer;
import dev.swarm.engine.wire.Keyring;
import dev.swarm.engine.wire.NodeMeta;
import dev.swarm.engine.wire.NonceSource;
import dev.swarm.engine.wire.WireSettings;
import dev.swarm.runtime.events.Listeners;
import dev.swarm.runtime.transport.BoundSockets;
import dev.swarm.runtime.transport.PortChoice;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The shell around a real engine. */
class SwarmNodeIT {

    private static final NodeAddress NOBODY = NodeAddress.loopback(1);

    private final BoundSockets sockets = BoundSockets.bind(InetAddress.getLoopbackAddress(), PortChoice.any());
    private final AtomicLong nonces = new AtomicLong();
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void open() {
        gate.countDown();
        sockets.close();
    }

    @Test
    void anErrorOfTheEngineEndsTheNodeAndNothingElse() {
        SwarmNode node = node(nonce -> {
            throw new IllegalStateException("bug on purpose");
        });
        CompletableFuture<Answer> unused = node.start();

        CompletableFuture<Answer> join = node.join(address());

        assertThat(join.orTimeout(10, TimeUnit.SECONDS).join()).isInstanceOf(Answer.Failed.class);
        await().untilAsserted(() -> {
            assertThat(node.state()).isEqualTo(SwarmState.FAILED);
            assertThat(node.failure()).hasMessage("bug on purpose");
        });
        assertThat(node.failed().orTimeout(10, TimeUnit.SECONDS).join()).hasMessage("bug on purpose");
        node.close();
        assertThat(node.state()).isEqualTo(SwarmState.FAILED);
        assertThat(node.view().members()).hasSize(1);
        try (BoundSockets free =
                BoundSockets.bind(InetAddress.getLoopbackAddress(), PortChoice.exactly(sockets.port()))) {
            assertThat(free.port()).isEqualTo(sockets.port());
        }
        assertThatThrownBy(() -> node.join(NOBODY).join()).hasCauseInstanceOf(SwarmRejectedException.class);
    }

    @Test
    void aFullMailboxRefusesAtOnceAndTheLoopCatchesUp() {
        SwarmNode node = node(this::waitAtTheGate);
        CompletableFuture<Answer> unused = node.start();
        await().until(() -> node.state() == SwarmState.RUNNING);
        CompletableFuture<Answer> stuck = node.join(address());
        await().until(() -> nonces.get() > 0);

        List<CompletableFuture<Answer>> asked = IntStream.rangeClosed(0, Mailbox.CAPACITY + 1)
                .mapToObj(i -> node.join(NOBODY))
                .toList();

        assertThat(asked).last().satisfies(last -> assertThat(last).isCompletedExceptionally());
        assertThat(node.commandsRejected()).isPositive();
        assertThatThrownBy(() -> node.updateWebAddress("http://a"))
                .isInstanceOf(SwarmRejectedException.class)
                .hasMessageContaining("1024");
        gate.countDown();
        await().until(stuck::isDone);
        await().until(() -> !node.join(NOBODY).isCompletedExceptionally());
        node.close();
    }

    @Test
    void aNodeThatIsClosedAnswersWhatStillWaits() {
        SwarmNode node = node(this::waitAtTheGate);
        CompletableFuture<Answer> start = node.start();

        gate.countDown();
        node.close();

        assertThat(start.orTimeout(10, TimeUnit.SECONDS).join()).isInstanceOf(Answer.Failed.class);
        assertThat(node.state()).isEqualTo(SwarmState.STOPPED);
        assertThat(node.leave(Duration.ofSeconds(5))
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join())
                .isInstanceOf(Answer.Failed.class);
    }

    private SwarmNode node(NonceSource nonces) {
        NodeId self = NodeId.of("n");
        NodeMeta meta =
                new NodeMeta(new NodeMeta.VersionRange(1, 1), 1, Role.WINGMATE, "test", null, new TreeMap<>(), null);
        WireSettings wire = new WireSettings("it", Keyring.of(List.of(new byte[32])), true, nonces);
        EngineSettings engine = new EngineSettings(
                self,
                sockets.address(),
                meta,
                wire,
                MembershipConfig.local(),
                PlaneConfig.defaults(),
                Sharing.none(),
                Sharing.topology(),
                Sharing.monitor(),
                Sharing.comms(),
                Sharing.registry(),
                1);
        return new SwarmNode(
                new NodeSettings(self, sockets, Duration.ofSeconds(1)),
                outbox -> new SwarmEngine(engine, outbox),
                new Listeners(),
                effect -> {});
    }

    /** An address where somebody takes connections: the node's own port, under another name of the machine. */
    private NodeAddress address() {
        return NodeAddress.of(new byte[] {127, 0, 0, 2}, sockets.port());
    }

    private void waitAtTheGate(byte[] nonce) {
        ByteBuffer.wrap(nonce).putLong(nonces.incrementAndGet());
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
