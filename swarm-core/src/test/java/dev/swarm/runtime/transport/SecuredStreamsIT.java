package dev.swarm.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.Rejection;
import dev.swarm.engine.step.StreamEnd;
import dev.swarm.engine.step.StreamId;
import dev.swarm.runtime.tls.NodeCertificate;
import dev.swarm.runtime.tls.Strangers;
import dev.swarm.runtime.tls.Tls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams under TLS on the loopback address: what nodes get, and what strangers get. */
class SecuredStreamsIT {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final StreamId STREAM = new StreamId(StreamId.Origin.ENGINE, 1);
    private static final byte[] MARKER = "the marker that nobody may read".getBytes(StandardCharsets.UTF_8);

    private final NodeCertificate certificateOfA = NodeCertificate.create("a", Instant.now());
    private final NodeCertificate certificateOfB = NodeCertificate.create("b", Instant.now());
    private final TestNetwork a = new TestNetwork(LOOPBACK, Duration.ofSeconds(5), Tls.byFingerprint(certificateOfA));
    private final TestNetwork b = new TestNetwork(LOOPBACK, Duration.ofSeconds(3), Tls.byFingerprint(certificateOfB));

    @AfterEach
    void closeBoth() {
        a.close();
        b.close();
        assertThat(a.lost).isEmpty();
        assertThat(b.lost).isEmpty();
    }

    @Test
    void bothHearWhoItIsAndThenWhatItSays() {
        a.run(network -> {
            network.connectSecured(STREAM, b.address());
            network.write(STREAM, "early ".getBytes(StandardCharsets.UTF_8));
            network.write(STREAM, MARKER);
        });

        await().untilAsserted(() -> assertThat(heardByB()).isEqualTo("early " + text(MARKER)));
        assertThat(a.secured.get(STREAM)).isEqualTo(certificateOfB.fingerprint());
        assertThat(b.secured.get(b.onlyAccepted())).isEqualTo(certificateOfA.fingerprint());
        assertThat(b.accepted.get(b.onlyAccepted())).isNotNull();
        b.run(network -> network.write(b.onlyAccepted(), MARKER));
        await().untilAsserted(() -> assertThat(a.bytesOf(STREAM)).isEqualTo(MARKER));
    }

    @Test
    void aLongAnswerThatIsClosedBehindArrivesWhole() {
        byte[] answer = random(5_000_000);
        dial(b.address());

        b.run(network -> {
            network.write(b.onlyAccepted(), answer);
            network.close(b.onlyAccepted());
        });

        await().untilAsserted(() -> assertThat(a.ended).containsEntry(STREAM, StreamEnd.CLOSED));
        assertThat(a.bytesOf(STREAM)).isEqualTo(answer);
        assertThat(b.ended).isEmpty();
    }

    @Test
    void lastWordsAreNotLostToBytesThatNobodyReadsAnyMore() {
        dial(b.address());

        a.run(network -> network.write(STREAM, random(2_000_000)));
        b.run(network -> {
            network.write(b.onlyAccepted(), MARKER);
            network.close(b.onlyAccepted());
        });

        await().untilAsserted(() -> assertThat(a.ended).containsEntry(STREAM, StreamEnd.CLOSED));
        assertThat(a.bytesOf(STREAM)).isEqualTo(MARKER);
    }

    @Test
    void closedWhileConnectingItStillSaysWhatWasWritten() {
        a.run(network -> {
            network.connectSecured(STREAM, b.address());
            network.write(STREAM, MARKER);
            network.close(STREAM);
        });

        await().untilAsserted(() -> assertThat(b.ended).hasSize(1).containsValue(StreamEnd.CLOSED));
        assertThat(heardByB()).isEqualTo(text(MARKER));
        assertThat(a.ended).isEmpty();
        assertThat(a.secured).isEmpty();
    }

    @Test
    void nobodyListeningIsARefusalAndNoFailureOfTls() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
            free = socket.getLocalPort();
        }
        a.run(network -> network.connectSecured(STREAM, a.address().withPort(free)));

        await().untilAsserted(() -> assertThat(a.ended).containsEntry(STREAM, StreamEnd.REFUSED));
        assertThat(a.refused).isEmpty();
    }

    @Test
    void whoeverDoesNotAnswerWithTlsIsGivenUpAndCounted() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, LOOPBACK)) {
            b.run(network -> network.connectSecured(STREAM, b.address().withPort(silent.getLocalPort())));

            await().untilAsserted(() -> assertThat(b.ended).containsEntry(STREAM, StreamEnd.FAILED));
            assertThat(b.refused).containsExactly(Rejection.HANDSHAKE_FAILED);
            assertThat(b.secured).isEmpty();
        }
    }

    @Test
    void aNodeWithoutTlsRefusesItAndCounts() {
        try (TestNetwork plain = new TestNetwork(LOOPBACK, Duration.ofSeconds(1))) {
            a.run(network -> network.connectSecured(STREAM, plain.address()));

            await().untilAsserted(() -> assertThat(a.ended).containsEntry(STREAM, StreamEnd.FAILED));
            assertThat(plain.refused).containsExactly(Rejection.UNEXPECTED_TYPE);
            assertThat(plain.accepted).isEmpty();
            plain.run(network -> network.connectSecured(STREAM, a.address()));
            await().untilAsserted(() -> assertThat(plain.ended).containsEntry(STREAM, StreamEnd.FAILED));
        }
    }

    @Test
    void strangersThatDoTlsInAnotherWayAreRefusedAndCounted() throws IOException {
        try (SSLSocket early = Strangers.dial(b.address().port(), certificateOfA, "TLSv1.2");
                SSLSocket unknown = Strangers.dialUnknown(b.address().port())) {
            assertThatThrownBy(early::startHandshake).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> {
                        unknown.startHandshake();
                        assertThat(unknown.getInputStream().read()).isEqualTo(-1);
                        throw new IOException("closed");
                    })
                    .isInstanceOf(IOException.class);
        }
        await().untilAsserted(() ->
                assertThat(b.refused).containsExactly(Rejection.HANDSHAKE_FAILED, Rejection.HANDSHAKE_FAILED));
        assertThat(b.accepted).isEmpty();
    }

    @Test
    void strangersWhoStopInTheMiddleKeepNobodyOutAndAreClosed() throws IOException {
        byte[] hello = recorded().said();
        List<Socket> strangers = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            Socket stranger = new Socket(LOOPBACK, b.address().port());
            stranger.setSoTimeout(20_000);
            stranger.getOutputStream().write(hello, 0, 100);
            strangers.add(stranger);
        }
        int before = b.accepted.size();
        a.run(network -> {
            network.connectSecured(new StreamId(StreamId.Origin.ENGINE, 2), b.address());
            network.write(new StreamId(StreamId.Origin.ENGINE, 2), MARKER);
        });

        await().untilAsserted(() -> assertThat(b.accepted).hasSize(before + 1));
        for (Socket stranger : strangers) {
            assertThat(stranger.getInputStream().read()).isEqualTo(-1);
            stranger.close();
        }
        await().untilAsserted(() -> assertThat(b.refused).hasSize(64).containsOnly(Rejection.HANDSHAKE_FAILED));
    }

    @Test
    void aSessionThatIsPlayedAgainIsRefused() throws IOException {
        byte[] said = recorded().said();
        int before = b.accepted.size();

        try (Socket again = new Socket(LOOPBACK, b.address().port())) {
            again.setSoTimeout(10_000);
            again.getOutputStream().write(said);
            drain(again);
        }

        await().untilAsserted(() -> assertThat(b.refused).containsExactly(Rejection.HANDSHAKE_FAILED));
        assertThat(b.accepted).hasSize(before);
    }

    @Test
    void aRecordThatIsCutShortOrChangedIsNeverHeard() throws IOException {
        try (RecordingProxy proxy = new RecordingProxy(b.address().port())) {
            for (int number = 1; number <= 2; number++) {
                boolean cut = number == 1;
                StreamId stream = new StreamId(StreamId.Origin.ENGINE, number);
                proxy.change(bytes -> bytes);
                a.run(network -> network.connectSecured(stream, a.address().withPort(proxy.port())));
                await().until(() -> a.secured.containsKey(stream) && b.secured.size() == stream.number());

                proxy.change(cut ? bytes -> Arrays.copyOf(bytes, bytes.length - 1) : SecuredStreamsIT::flipped);
                a.run(network -> network.write(stream, MARKER));
                if (cut) {
                    await().until(() -> text(proxy.said()).length() > 0);
                    proxy.change(bytes -> RecordingProxy.CUT);
                    a.run(network -> network.write(stream, MARKER));
                }

                await().untilAsserted(() -> assertThat(b.ended).hasSize((int) stream.number()));
            }
        }
        assertThat(b.ended).containsOnlyKeys(b.accepted.keySet()).containsValue(StreamEnd.CLOSED);
        b.accepted.keySet().forEach(stream -> assertThat(b.bytesOf(stream)).isEmpty());
    }

    @Test
    void aFloodInsteadOfAHandshakeIsCutOff() throws IOException {
        byte[] hello = recorded().said();
        try (Socket stranger = new Socket(LOOPBACK, b.address().port())) {
            stranger.setSoTimeout(10_000);
            stranger.getOutputStream().write(hello, 0, 100);
            byte[] much = new byte[16 * 1024];
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 10_000; i++) {
                            stranger.getOutputStream().write(much);
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
        await().untilAsserted(() -> assertThat(b.refused).containsExactly(Rejection.HANDSHAKE_FAILED));
    }

    @Test
    void aPeerThatDoesNotReadIsGivenUpInsteadOfFillingTheMemory() throws IOException {
        try (SSLSocket peer = Strangers.dial(b.address().port(), certificateOfA, Tls.VERSION)) {
            peer.startHandshake();
            await().until(() -> b.secured.size() == 1);

            for (int i = 0; i < 5; i++) {
                b.run(network -> network.write(b.onlyAccepted(), new byte[16 * 1024 * 1024]));
            }

            await().untilAsserted(() -> assertThat(b.ended).hasSize(1));
        }
    }

    @Test
    void onlyWithoutTlsTheWireShowsWhatIsSaid() throws IOException {
        assertThat(text(recorded().said())).doesNotContain(text(MARKER));
        try (RecordingProxy proxy = new RecordingProxy(b.address().port())) {
            StreamId plain = new StreamId(StreamId.Origin.ENGINE, 2);
            a.run(network -> {
                network.connect(plain, a.address().withPort(proxy.port()));
                network.write(plain, MARKER);
            });
            await().untilAsserted(() -> assertThat(text(proxy.said())).contains(text(MARKER)));
        }
    }

    /** Records a good session in which the marker is said both ways. */
    private RecordingProxy recorded() throws IOException {
        try (RecordingProxy proxy = new RecordingProxy(b.address().port())) {
            dial(a.address().withPort(proxy.port()));
            b.run(network -> network.write(b.onlyAccepted(), MARKER));
            await().untilAsserted(() -> assertThat(a.bytesOf(STREAM)).isEqualTo(MARKER));
            assertThat(text(proxy.answered())).doesNotContain(text(MARKER));
            return proxy;
        }
    }

    private void dial(NodeAddress to) {
        a.run(network -> {
            network.connectSecured(STREAM, to);
            network.write(STREAM, MARKER);
        });
        await().until(() -> b.accepted.size() == 1 && b.bytesOf(b.onlyAccepted()).length == MARKER.length);
    }

    private String heardByB() {
        return b.accepted.isEmpty() ? "" : text(b.bytesOf(b.onlyAccepted()));
    }

    private static byte[] flipped(byte[] bytes) {
        bytes[bytes.length - 1] ^= 1;
        return bytes;
    }

    private static void drain(Socket socket) throws IOException {
        try {
            byte[] ignored = socket.getInputStream().readAllBytes();
            assertThat(ignored.length).isNotNegative();
        } catch (SocketException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SplittableRandom(length).nextBytes(bytes);
        return bytes;
    }
}
