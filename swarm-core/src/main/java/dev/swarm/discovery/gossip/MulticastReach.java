package dev.swarm.discovery.gossip;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.stream.Stream;

/**
 * To all who joined a group.
 *
 * @param group address and port of the group
 * @param ttl how many routers a beacon passes
 */
record MulticastReach(InetSocketAddress group, int ttl) implements Reach {

    @Override
    public int port() {
        return group.getPort();
    }

    @Override
    public ProtocolFamily family() {
        return group.getAddress() instanceof Inet6Address ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
    }

    @Override
    public boolean isOfFamily(InetAddress address) {
        return address instanceof Inet6Address == group.getAddress() instanceof Inet6Address;
    }

    /** Linux does not mark the loopback interface as able to multicast, and yet it is. */
    @Override
    public boolean fits(NetworkInterface candidate) throws IOException {
        try (Stream<InetAddress> addresses = candidate.inetAddresses()) {
            return (candidate.isLoopback() || candidate.supportsMulticast()) && addresses.anyMatch(this::isOfFamily);
        }
    }

    @Override
    public void prepare(DatagramChannel speaking) throws IOException {
        speaking.setOption(StandardSocketOptions.IP_MULTICAST_TTL, ttl);
        speaking.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, true);
    }

    @Override
    public void join(DatagramChannel hearing, NetworkInterface by) throws IOException {
        hearing.join(group.getAddress(), by);
    }

    @Override
    public void say(DatagramChannel speaking, NetworkInterface by, byte[] beacon) throws IOException {
        speaking.setOption(StandardSocketOptions.IP_MULTICAST_IF, by);
        speaking.send(ByteBuffer.wrap(beacon), group);
    }

    @Override
    public String toString() {
        return group.getHostString();
    }
}
