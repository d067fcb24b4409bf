package dev.swarm.runtime.transport;

import dev.swarm.api.NodeAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * The one place where addresses of the protocol become addresses of sockets and back.
 *
 * <p>A {@link NodeAddress} knows no zone, but a link-local IPv6 address ({@code fe80::…}) can only be dialled with
 * one. A node that is bound to a link-local address reaches its neighbours through the same interface, so its zone is
 * added.
 */
public final class Addresses {

    private static final int NO_ZONE = 0;

    private final int zone;

    private Addresses(int zone) {
        this.zone = zone;
    }

    /** Returns the conversion for a node that is bound to an address. */
    public static Addresses forBound(InetAddress bound) {
        return new Addresses(bound instanceof Inet6Address v6 && v6.isLinkLocalAddress() ? v6.getScopeId() : NO_ZONE);
    }

    /** Returns the four or sixteen bytes of the socket's address, and its port. */
    public static NodeAddress nodeAddress(InetSocketAddress address) {
        return nodeAddress(address.getAddress(), address.getPort());
    }

    /** Returns the four or sixteen bytes of an address, with a port. */
    public static NodeAddress nodeAddress(InetAddress address, int port) {
        return NodeAddress.of(address.getAddress(), port);
    }

    /**
     * Returns the address to dial. An IPv4 address in sixteen bytes becomes the four byte one: it is the same for a
     * socket, and nobody could be reached under the long form.
     */
    public InetSocketAddress socketAddress(NodeAddress address) {
        try {
            InetAddress ip = InetAddress.getByAddress(address.ip());
            if (zone != NO_ZONE && ip instanceof Inet6Address v6 && v6.isLinkLocalAddress()) {
                ip = Inet6Address.getByAddress(null, address.ip(), zone);
            }
            return new InetSocketAddress(ip, address.port());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An IP of " + address.ip().length + " bytes passed the check", e);
        }
    }
}
