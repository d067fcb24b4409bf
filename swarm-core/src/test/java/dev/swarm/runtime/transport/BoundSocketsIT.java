package dev.swarm.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarm.api.failure.InvalidAddressException;
import dev.swarm.api.failure.PortTakenException;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoundSocketsIT {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    /** Every address of the machine's own, and the wildcard. */
    static Stream<InetAddress> hosts() throws IOException {
        Stream<InetAddress> own = NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses);
        return Stream.concat(own, Stream.of(InetAddress.getByName("0.0.0.0")));
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void anyPortIsOneNumberForBoth(InetAddress host) {
        try (BoundSockets bound = BoundSockets.bind(host, PortChoice.any())) {
            assertThat(bound.port()).isPositive();
            assertThat(bound.datagrams().socket().getLocalPort()).isEqualTo(bound.port());
            assertThat(bound.streams().socket().getLocalPort()).isEqualTo(bound.port());
            assertThat(bound.address().port()).isEqualTo(bound.port());
        }
    }

    @Test
    void aPortTakenForTcpIsRefused() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK)) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> BoundSockets.bind(LOOPBACK, PortChoice.exactly(port)))
                    .isInstanceOf(PortTakenException.class)
                    .hasMessageContaining("Port " + port)
                    .hasMessageContaining("swarm.port");
        }
    }

    @Test
    void aPortTakenForUdpIsRefusedAndTheTcpHalfIsFreeAgain() throws IOException {
        try (DatagramSocket taken = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0))) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> BoundSockets.bind(LOOPBACK, PortChoice.exactly(port)))
                    .isInstanceOf(PortTakenException.class);
            try (ServerSocket free = new ServerSocket(port, 1, LOOPBACK)) {
                assertThat(free.isBound()).isTrue();
            }
        }
    }

    @Test
    void ofARangeTheFirstFreeForBothIsTaken() {
        try (BoundSockets first = BoundSockets.bind(LOOPBACK, PortChoice.any())) {
            int port = first.port();
            int last = Math.min(65_535, port + 20);
            try (BoundSockets second = BoundSockets.bind(LOOPBACK, PortChoice.firstFree(port, last))) {
                assertThat(second.port()).isGreaterThan(port).isLessThanOrEqualTo(last);
            }
        }
    }

    @Test
    void aRangeThatIsTakenNamesBothEnds() {
        try (BoundSockets first = BoundSockets.bind(LOOPBACK, PortChoice.any())) {
            PortChoice onlyThat = PortChoice.firstFree(first.port(), first.port());

            assertThatThrownBy(() -> BoundSockets.bind(LOOPBACK, onlyThat)).isInstanceOf(PortTakenException.class);
        }
        assertThat(new PortTakenException("h", 7946, 7999, null)).hasMessageContaining("from 7946 to 7999");
    }

    @Test
    void anAddressOfAnotherMachineIsRefused() {
        assertThatThrownBy(() -> BoundSockets.bind(InetAddress.getByName("203.0.113.7"), PortChoice.any()))
                .isInstanceOf(InvalidAddressException.class)
                .hasMessageContaining("swarm.bind-address")
                .hasMessageContaining("203.0.113.7");
    }

    @Test
    void afterClosingThePortIsFreeAtOnce() {
        BoundSockets first = BoundSockets.bind(LOOPBACK, PortChoice.any());
        first.close();

        try (BoundSockets second = BoundSockets.bind(LOOPBACK, PortChoice.exactly(first.port()))) {
            assertThat(second.port()).isEqualTo(first.port());
        }
    }

    @Test
    void aLargeReceiveBufferIsAskedFor() throws IOException {
        try (BoundSockets bound = BoundSockets.bind(LOOPBACK, PortChoice.any())) {
            assertThat(bound.datagrams().getOption(StandardSocketOptions.SO_RCVBUF))
                    .isGreaterThan(64 * 1024);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1,0", "0,5", "9,8", "1,65536"})
    void aRangeMustBeOne(String range) {
        String[] ends = range.split(",", -1);

        assertThatThrownBy(() -> new PortChoice(Integer.parseInt(ends[0]), Integer.parseInt(ends[1])))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
