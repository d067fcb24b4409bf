package dev.swarm.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.failure.InvalidAddressException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {

    private final Addresses addresses = Addresses.forBound(InetAddress.getLoopbackAddress());

    @ParameterizedTest
    @ValueSource(strings = {"10.1.2.3", "::1", "2001:db8::17"})
    void anAddressComesBackAsItWas(String text) throws UnknownHostException {
        InetSocketAddress socket = new InetSocketAddress(InetAddress.getByName(text), 7946);

        NodeAddress node = Addresses.nodeAddress(socket);

        assertThat(node.ip()).isEqualTo(socket.getAddress().getAddress());
        assertThat(addresses.socketAddress(node)).isEqualTo(socket);
    }

    @Test
    void sixteenBytesOfAnIpv4AddressAreDialledAsFour() {
        byte[] mapped = new byte[16];
        mapped[10] = mapped[11] = -1;
        mapped[12] = 127;
        mapped[15] = 1;

        assertThat(addresses.socketAddress(NodeAddress.of(mapped, 1)).getAddress())
                .isInstanceOf(Inet4Address.class);
    }

    @Test
    void aLinkLocalAddressIsDialledThroughTheInterfaceOfTheBoundOne() throws UnknownHostException {
        byte[] bound = InetAddress.getByName("fe80::1").getAddress();
        Addresses zoned = Addresses.forBound(Inet6Address.getByAddress(null, bound, 3));
        NodeAddress peer = NodeAddress.of(InetAddress.getByName("fe80::2").getAddress(), 1);

        InetAddress dialled = zoned.socketAddress(peer).getAddress();

        assertThat(dialled)
                .isInstanceOfSatisfying(
                        Inet6Address.class, v6 -> assertThat(v6.getScopeId()).isEqualTo(3));
    }

    @Test
    void anUnknownNameIsRefusedWithItsProperty() {
        assertThatThrownBy(() -> LocalAddresses.resolve("swarm.bind-address", "no such host"))
                .isInstanceOf(InvalidAddressException.class)
                .hasMessageContaining("swarm.bind-address is 'no such host'");
    }

    @Test
    void bracketsAroundAnIpv6AddressAreAllowed() {
        assertThat(LocalAddresses.resolve("x", "[::1]").isLoopbackAddress()).isTrue();
    }

    @Test
    void theSiteAddressIsNeverLoopback() {
        assertThat(LocalAddresses.site().filter(site -> site.isLoopbackAddress() || site.isLinkLocalAddress()))
                .isEmpty();
    }
}
