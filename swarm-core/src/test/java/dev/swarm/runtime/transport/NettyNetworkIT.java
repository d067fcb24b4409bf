package dev.swarm.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.Rejection;
import dev.swarm.engine.step.StreamEnd;
import dev.swarm.engine.step.StreamId;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The real network on the loopback address. */
class NettyNetworkIT {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final StreamId STREAM = new StreamId(StreamId.Origin.ENGINE, 1);

    private final TestNetwork a = new TestNetwork(LOOPBACK, Duration.ofSeconds(5));
    private final TestNetwork b = new TestNetwork(LOOPBACK, Duration.ofMillis(500));

    @AfterEach
    void closeBoth() {
        a.close();
        b.close();
        assertThat(a.lost).isEmpty();
        assertThat(b.lost).isEmpty();
    }

    static Stream<InetAddress> loopbackAddresses() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(InetAddress::isLoopbackAddress);
    }

    @ParameterizedTest
    @MethodSource("loopbackAddresses")
    void theLongestDatagramArrivesWholeWithTheBytesOfItsSender(InetAddress host) {
        byte[] packet = random(65_507);
        try (TestNetwork sender = new TestNetwork(host, Duration.ofSeconds(1));
                TestNetwork receiver = new TestNetwork(host, Duration.ofSeconds(1))) {
            sender.run(network -> network.datagram(receiver.address(), packet));

            await().untilAsserted(() -> assertThat(receiver.packets).hasSize(1));
            assertThat(receiver.packets.get(0).content()).isEqualTo(ByteBuffer.wrap(packet));
            assertThat(receiver.packets.get(0).from()).isEqualTo(sender.address());
            assertThat(receiver.packets.get(0).from().ip()).isEqualTo(host.getAddress());
        }
    }

    @Test
    void aDatagramThatCannotLeaveHurtsNoOther() {
        a.run(network -> {
            network.datagram(b.address(), new byte[70_000]);
            network.datagram(b.address().withPort(0), new byte[1]);
            network.datagram(NodeAddress.of(new byte[] {(byte) 203, 0, 113, 1}, 1), new byte[1]);
            network.datagram(b.address(), new byte[] {7});
        });

        await().untilAsserted(() -> assertThat(b.packets)
                .singleElement()
                .satisfies(packet -> assertThat(packet.content()).isEqualTo(ByteBuffer.wrap(new byte[] {7}))));
    }

    @Test
    void itIsToldWhenTheSystemTakesNoDatagrams() {
        byte[] longest = new byte[60_000];
        a.run(network -> {
            for (int i = 0; i < 100; i++) {
                network.datagram(b.address(), longest);
            }
        });

        assertThat(a.datagramsDropped()).isPositive();
        await().untilAsserted(() -> assertThat(a.sendingBlocked).containsExactly(true, false));
    }

    @Test
    void whatIsWrittenBeforeTheStreamStandsArrivesInOrderAndTheEndIsToldOnce() {
        a.run(network -> {
            network.connect(STREAM, b.address());
            network.write(STREAM, "one ".getBytes(StandardCharsets.UTF_8));
            network.write(STREAM, "two".getBytes(StandardCharsets.UTF_8));
            network.close(STREAM);
        });

        await().untilAsserted(() -> assertThat(b.ended).hasSize(1).containsValue(StreamEnd.CLOSED));
        assertThat(b.bytesOf(b.onlyAccepted())).asString().isEqualTo("one two");
        assertThat(b.accepted.get(b.onlyAccepted()))
                .isNotNull()
                .satisfies(from -> assertThat(from.ip()).isEqualTo(a.address().ip()));
        assertThat(a.ended).isEmpty();
    }

    @Test
    void aLongAnswerThatIsClosedBehindArrivesWhole() {
        byte[] answer = random(5_000_000);
        dial();

        b.run(network -> {
            network.write(b.onlyAccepted(), answer);
            network.close(b.onlyAccepted());
        });

        await().untilAsserted(() -> assertThat(a.ended).containsEntry(STREAM, StreamEnd.CLOSED));
        assertThat(a.bytesOf(STREAM)).isEqualTo(answer);
        assertThat(b.ended).isEmpty();
    }

    @Test
    void lastWordsAreNotLostToBytesThatNobodyReadsAnyMore() throws IOException {
        try (Socket peer = new Socket(LOOPBACK, b.address().port())) {
            peer.getOutputStream().write(1);
            await().until(() -> b.accepted.size() == 1);
            peer.getOutputStream().write(random(300_000));
            b.run(network -> {
                network.write(b.onlyAccepted(), new byte[] {42});
                network.close(b.onlyAccepted());
            });
            peer.getOutputStream().write(random(300_000));

            InputStream in = peer.getInputStream();
            assertThat(in.read()).isEqualTo(42);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void nobodyListeningIsARefusal() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
            free = socket.getLocalPort();
        }
        a.run(network -> network.connect(STREAM, a.address().withPort(free)));

        await().untilAsserted(() -> assertThat(a.ended).containsEntry(STREAM, StreamEnd.REFUSED));
    }

    @Test
    void noRouteIsAFailure() {
        a.run(network -> network.connect(STREAM, NodeAddress.of(new byte[] {(byte) 203, 0, 113, 1}, 1)));

        await().untilAsserted(() -> assertThat(a.ended).containsEntry(STREAM, StreamEnd.FAILED));
    }

    @Test
    void aPeerThatGoesAwayIsToldAtOnce() throws IOException {
        try (Socket peer = new Socket(LOOPBACK, b.address().port())) {
            peer.getOutputStream().write(1);
            await().until(() -> b.accepted.size() == 1);
        }

        await().untilAsserted(() -> assertThat(b.ended).containsEntry(b.onlyAccepted(), StreamEnd.CLOSED));
    }

    @Test
    void aSilentConnectionIsClosedAndNeverBecomesAStream() throws IOException {
        try (Socket silent = new Socket(LOOPBACK, b.address().port())) {
            silent.setSoTimeout(10_000);

            assertThat(silent.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(b.accepted).isEmpty();
    }

    @Test
    void oneConnectionTooManyIsClosedAndCountedAndThereIsRoomAgainLater() throws IOException {
        List<Socket> open = new ArrayList<>();
        for (int i = 0; i < Streams.MAX_ACCEPTED; i++) {
            Socket socket = new Socket();
            socket.connect(new InetSocketAddress(LOOPBACK, a.address().port()), 5000);
            open.add(socket);
        }
        open.get(0).getOutputStream().write(1);
        await().until(() -> a.accepted.size() == 1);
        try (Socket tooMany = new Socket(LOOPBACK, a.address().port())) {
            tooMany.setSoTimeout(10_000);
            assertThat(tooMany.getInputStream().read()).isEqualTo(-1);
        }
        await().untilAsserted(() -> assertThat(a.refused).containsExactly(Rejection.OVERLOAD));

        open.remove(0).close();
        await().until(() -> a.ended.size() == 1);
        try (Socket fits = new Socket(LOOPBACK, a.address().port())) {
            fits.getOutputStream().write(1);
            await().until(() -> a.accepted.size() == 2);
        }
        for (Socket socket : open) {
            socket.close();
        }
    }

    @Test
    void aPeerThatDoesNotReadIsGivenUpInsteadOfFillingTheMemory() throws IOException {
        try (Socket peer = new Socket(LOOPBACK, b.address().port())) {
            peer.getOutputStream().write(1);
            await().until(() -> b.accepted.size() == 1);

            for (int i = 0; i < 5; i++) {
                b.run(network -> network.write(b.onlyAccepted(), new byte[16 * 1024 * 1024]));
            }

            await().untilAsserted(() -> assertThat(b.ended).hasSize(1));
        }
    }

    @Test
    void unknownStreamsAreIgnored() {
        a.run(network -> {
            network.write(STREAM, new byte[1]);
            network.close(STREAM);
        });

        assertThat(a.ended).isEmpty();
    }

    private void dial() {
        a.run(network -> {
            network.connect(STREAM, b.address());
            network.write(STREAM, new byte[] {1});
        });
        await().until(() -> b.accepted.size() == 1);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SplittableRandom(length).nextBytes(bytes);
        return bytes;
    }
}
