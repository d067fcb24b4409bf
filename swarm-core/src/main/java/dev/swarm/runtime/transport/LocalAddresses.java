package dev.swarm.runtime.transport;

import dev.swarm.api.failure.InvalidAddressException;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds addresses of this machine. May ask name servers, so not for the protocol's thread. */
public final class LocalAddresses {

    /**
     * Reserved for documentation (RFC 5737): never assigned, so it is reached by the default route. Nothing is sent.
     */
    private static final String FAR_AWAY = "198.51.100.1";

    private static final int DISCARD_PORT = 9;

    private LocalAddresses() {}

    /**
     * Returns the IP address that a setting names.
     *
     * @param property name of the setting, for the message
     * @throws InvalidAddressException if no such name or address is known
     */
    public static InetAddress resolve(String property, String text) {
        String bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        try {
            return InetAddress.getByName(bare.strip());
        } catch (UnknownHostException e) {
            throw new InvalidAddressException(
                    property, text, "is no IP address, and no name that can be resolved here", e);
        }
    }

    /** Returns the loopback address, by which only processes of this machine reach each other. */
    public static InetAddress loopback() {
        return InetAddress.getLoopbackAddress();
    }

    /**
     * Returns the address under which other machines of the site most likely reach this one: the one that the default
     * route uses, else a private one, else any other; IPv4 before IPv6, interfaces in the order of the system.
     *
     * @return empty if there is nothing but the loopback address
     */
    public static Optional<InetAddress> site() {
        List<InetAddress> usable = usable();
        Optional<InetAddress> routed = routed().filter(usable::contains);
        return routed.isPresent() ? routed : usable.stream().min(Comparator.comparingInt(LocalAddresses::rank));
    }

    private static List<InetAddress> usable() {
        List<InetAddress> addresses = new ArrayList<>();
        try {
            List<NetworkInterface> interfaces = Collections.list(NetworkInterface.getNetworkInterfaces());
            interfaces.sort(Comparator.comparingInt(NetworkInterface::getIndex));
            for (NetworkInterface each : interfaces) {
                if (each.isUp() && !each.isLoopback()) {
                    addresses.addAll(Collections.list(each.getInetAddresses()));
                }
            }
        } catch (SocketException e) {
            return List.of();
        }
        addresses.removeIf(address -> address.isLoopbackAddress() || address.isLinkLocalAddress());
        return addresses;
    }

    /** Connecting a UDP socket sends nothing, but makes the system choose the address it would send from. */
    private static Optional<InetAddress> routed() {
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.connect(new InetSocketAddress(FAR_AWAY, DISCARD_PORT));
            return channel.getLocalAddress() instanceof InetSocketAddress local
                    ? Optional.of(local.getAddress())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static int rank(InetAddress address) {
        boolean isPrivate = address.isSiteLocalAddress() || isUniqueLocal(address);
        return (address instanceof Inet4Address ? 0 : 2) + (isPrivate ? 0 : 1);
    }

    /** The private addresses of IPv6, {@code fc00::/7} (RFC 4193), which the JDK has no word for. */
    private static boolean isUniqueLocal(InetAddress address) {
        byte[] ip = address.getAddress();
        return ip.length == 16 && (ip[0] & 0xFE) == 0xFC;
    }
}
