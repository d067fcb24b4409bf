package dev.swarm.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.swarm.engine.step.StreamId;
import dev.swarm.runtime.tls.NodeCertificate;
import dev.swarm.runtime.tls.Strangers;
import dev.swarm.runtime.tls.Tls;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** However a connection goes and ends, its buffers are given back: each one that is not would be told in the log. */
class StreamLeaksIT {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final int ROUNDS = 20;

    private final Logger log = (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
    private final ListAppender<ILoggingEvent> told = new ListAppender<>();
    private final ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();

    @BeforeEach
    void watchEveryBuffer() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        told.start();
        log.addAppender(told);
        log.setAdditive(false);
    }

    @AfterEach
    void watchFewerAgain() {
        log.detachAppender(told);
        log.setAdditive(true);
        ResourceLeakDetector.setLevel(before);
    }

    @Test
    void noBufferIsLostHoweverAConnectionEnds() throws IOException {
        NodeCertificate own = NodeCertificate.create("a", Instant.now());
        try (TestNetwork a = new TestNetwork(LOOPBACK, Duration.ofSeconds(3), Tls.byFingerprint(own));
                TestNetwork b = new TestNetwork(LOOPBACK, Duration.ofSeconds(3), Tls.byFingerprint(own))) {
            for (int i = 1; i <= ROUNDS; i++) {
                StreamId stream = new StreamId(StreamId.Origin.ENGINE, i);
                boolean closes = i % 2 == 0;
                a.run(network -> {
                    network.connectSecured(stream, b.address());
                    network.write(stream, new byte[300_000]);
                    if (closes) {
                        network.close(stream);
                    }
                });
                strange(b.address().port(), own);
            }
            await().untilAsserted(() -> {
                assertThat(b.refused.size() + b.secured.size()).isEqualTo(5 * ROUNDS);
                assertThat(b.secured).hasSizeGreaterThanOrEqualTo(ROUNDS);
                assertThat(b.ended).isNotEmpty();
            });
        }
        loseOne();

        assertThat(leaks()).as("leaks beside the one on purpose").hasSize(1);
    }

    /** A start without an end, bytes that are no TLS, another version, and a connection that is cut in full flow. */
    private static void strange(int port, NodeCertificate own) throws IOException {
        try (Socket begun = new Socket(LOOPBACK, port)) {
            begun.getOutputStream().write(new byte[] {0x16, 3, 1, 1, 0, 1});
        }
        try (Socket other = new Socket(LOOPBACK, port)) {
            other.getOutputStream().write(new byte[] {0x16, 9, 9, 9, 9, 9, 9, 9, 9});
            assertThat(other.getInputStream().readAllBytes()).hasSizeLessThan(100);
        }
        try (SSLSocket early = Strangers.dial(port, own, "TLSv1.2")) {
            early.startHandshake();
        } catch (IOException refused) {
            assertThat(refused).isNotNull();
        }
        try (SSLSocket cut = Strangers.dial(port, own, Tls.VERSION)) {
            cut.startHandshake();
            cut.getOutputStream().write(new byte[100_000]);
            cut.setSoLinger(true, 0);
        } catch (SocketException closedMeanwhile) {
            assertThat(closedMeanwhile).isNotNull();
        }
    }

    /** Proves that leaks are found. */
    private void loseOne() {
        ByteBuf lost = ByteBufAllocator.DEFAULT.directBuffer(32);
        lost.touch("on purpose");
        lost = null;
        assertThat(lost).isNull();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            System.gc();
            ByteBufAllocator.DEFAULT.directBuffer(32).release();
            return !leaks().isEmpty();
        });
    }

    private List<String> leaks() {
        return List.copyOf(told.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(message -> message.contains("LEAK"))
                .toList();
    }
}
