package dev.swarm.discovery;

import dev.swarm.api.NodeAddress;
import io.netty.util.NetUtil;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which of a machine's addresses to try: one of the family by which the node itself is reached. More would do no good,
 * as the machine is known by one of them only and the others would be tried for ever.
 *
 * @param ipBytes length of such an address
 */
public record AddressFamily(int ipBytes) {

    /** Returns the family of the address where others reach a node. */
    public static AddressFamily of(NodeAddress advertised) {
        return new AddressFamily(advertised.ip().length);
    }

    /** Returns the first address of the family, else the first of all, {@code null} if there is none. */
    public @Nullable NodeAddress choose(List<NodeAddress> addresses) {
        for (NodeAddress address : addresses) {
            if (address.ip().length == ipBytes) {
                return address;
            }
        }
        return addresses.isEmpty() ? null : addresses.get(0);
    }

    /** Reads an IP address; {@code null} if the text is none. Never asks a name server. */
    public static @Nullable NodeAddress parse(String ip, int port) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(ip);
        return bytes == null ? null : NodeAddress.of(bytes, port);
    }
}
