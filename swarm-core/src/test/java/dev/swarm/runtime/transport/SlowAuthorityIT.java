package dev.swarm.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.swarm.api.Rejection;
import dev.swarm.engine.step.StreamId;
import dev.swarm.runtime.tls.NodeCertificate;
import dev.swarm.runtime.tls.Strangers;
import dev.swarm.runtime.tls.TestAuthority;
import dev.swarm.runtime.tls.Tls;
import java.io.IOException;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is slow about a handshake holds up nothing else. */
class SlowAuthorityIT {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final StreamId STREAM = new StreamId(StreamId.Origin.ENGINE, 1);
    private static final int STRANGERS = 2;

    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger waiting = new AtomicInteger();
    private final KeyManager[] keys = new TestAuthority("ours").node("slow").getKeyManagers();
    private final TestNetwork slow = new TestNetwork(
            LOOPBACK,
            Duration.ofSeconds(5),
            Tls.byAuthority(() -> new Tls.Credentials(
                    Tls.context(keys, new TrustManager[] {new Gatekeeper(gate, waiting)}), List.of())));
    private final TestNetwork other = new TestNetwork(LOOPBACK, Duration.ofSeconds(5));
    private final List<SSLSocket> strangers = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        gate.countDown();
        for (SSLSocket stranger : strangers) {
            stranger.close();
        }
        slow.close();
        other.close();
    }

    /** Asks somebody far away about each certificate, as an authority with online checks does. */
    private record Gatekeeper(CountDownLatch gate, AtomicInteger waiting) implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            waiting.incrementAndGet();
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @Test
    void theLoopGoesOnWhileHandshakesWait() throws IOException {
        for (int i = 0; i < STRANGERS; i++) {
            knock();
        }
        await().until(() -> waiting.get() == STRANGERS);

        other.run(network -> {
            network.datagram(slow.address(), new byte[] {1});
            network.connect(STREAM, slow.address());
            network.write(STREAM, new byte[] {2});
        });
        await().untilAsserted(() -> {
            assertThat(slow.packets).hasSize(1);
            assertThat(slow.accepted).hasSize(1);
        });

        gate.countDown();
        await().untilAsserted(() -> assertThat(slow.secured).hasSize(STRANGERS));
    }

    @Test
    void whatIsSentMeanwhileIsBounded() throws IOException {
        SSLSocket stranger = knock();
        await().until(() -> waiting.get() == 1);

        assertThatThrownBy(() -> {
                    byte[] much = new byte[16 * 1024];
                    for (int i = 0; i < 10_000; i++) {
                        stranger.getOutputStream().write(much);
                    }
                })
                .isInstanceOf(IOException.class);

        gate.countDown();
        await().untilAsserted(() -> assertThat(slow.refused).containsExactly(Rejection.HANDSHAKE_FAILED));
        assertThat(slow.accepted).isEmpty();
    }

    @Test
    void aHandshakeThatTakesTooLongEnds() throws IOException {
        SSLSocket stranger = knock();

        assertThatThrownBy(() -> {
                    assertThat(stranger.getInputStream().read()).isEqualTo(-1);
                    throw new IOException("closed");
                })
                .isInstanceOf(IOException.class);

        await().untilAsserted(() -> assertThat(slow.refused).containsExactly(Rejection.HANDSHAKE_FAILED));
    }

    /** For the client a handshake of TLS 1.3 is over when it has said who it is. */
    private SSLSocket knock() throws IOException {
        SSLSocket stranger =
                Strangers.dial(slow.address().port(), NodeCertificate.create("x", Instant.now()), Tls.VERSION);
        strangers.add(stranger);
        stranger.startHandshake();
        return stranger;
    }
}
