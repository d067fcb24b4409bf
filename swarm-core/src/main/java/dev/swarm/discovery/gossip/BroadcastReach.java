package dev.swarm.discovery.gossip;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.Objects;

/**
 * To all of each network that an interface is part of, by its IPv4 broadcast address; IPv6 has none. Routers pass
 * nothing on.
 *
 * @param port the port that all hear
 */
record BroadcastReach(int port) implements Reach {

    @Override
    public ProtocolFamily family() {
        return StandardProtocolFamily.INET;
    }

    @Override
    public boolean isOfFamily(InetAddress address) {
        return address instanceof Inet4Address;
    }

    @Override
    public boolean fits(NetworkInterface candidate) {
        return !targets(candidate).isEmpty();
    }

    @Override
    public void prepare(DatagramChannel speaking) throws IOException {
        speaking.setOption(StandardSocketOptions.SO_BROADCAST, true);
    }

    /** Whoever has the port hears all broadcasts anyway. */
    @Override
    public void join(DatagramChannel hearing, NetworkInterface by) {}

    @Override
    public void say(DatagramChannel speaking, NetworkInterface by, byte[] beacon) throws IOException {
        List<InetAddress> targets = targets(by);
        if (targets.isEmpty()) {
            throw new IOException("it has no IPv4 broadcast address");
        }
        for (InetAddress target : targets) {
            speaking.send(ByteBuffer.wrap(beacon), new InetSocketAddress(target, port));
        }
    }

    @Override
    public String toString() {
        return "all by broadcast";
    }

    private static List<InetAddress> targets(NetworkInterface by) {
        return by.getInterfaceAddresses().stream()
                .map(InterfaceAddress::getBroadcast)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }
}
