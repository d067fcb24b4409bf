package dev.swarm.discovery.gossip;

import dev.swarm.api.config.GossipConfig;
import dev.swarm.api.discovery.DiscoveryContext;
import dev.swarm.api.discovery.DiscoveryStrategy;
import dev.swarm.api.discovery.PeerSink;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks for peers by beacons, to a multicast group or by broadcast; also known as the "gossip" strategy.
 *
 * <p>A node calls to the group at once and then at intervals, and answers a stranger who calls, so that two nodes
 * find each other within milliseconds, whoever comes first. Nodes on the loopback address call over the loopback
 * interface, always by IPv4 since Linux has no way for IPv6 multicast there; where even that does not work they call
 * each other one by one. Without any network the strategy fails, keeps trying, and the node runs.
 */
public final class GossipStrategy implements DiscoveryStrategy {

    private final GossipConfig config;
    private final Supplier<List<byte[]>> keys;
    private @Nullable GossipRun run;

    /**
     * Makes the strategy; no socket is opened yet.
     *
     * @param keys asked for each beacon: the first makes the codes of beacons, all check them; empty for beacons
     *     without codes
     * @throws IllegalArgumentException if the group is no multicast address
     */
    public GossipStrategy(GossipConfig config, Supplier<List<byte[]>> keys) {
        this.config = config;
        this.keys = keys;
        if (config.group() != null) {
            InetAddress unused = multicast(config.group());
        }
    }

    @Override
    public String name() {
        return "gossip";
    }

    @Override
    public synchronized void start(DiscoveryContext context, PeerSink sink) {
        InetAddress bound = address(context.boundAddress().ip());
        run = new GossipRun(context, sink, new GossipRun.Place(config, reach(bound), bound), keys);
        run.start();
    }

    @Override
    public synchronized void close() {
        if (run != null) {
            run.close();
            run = null;
        }
    }

    private Reach reach(InetAddress bound) {
        return config.broadcastOnly()
                ? new BroadcastReach(config.port())
                : new MulticastReach(new InetSocketAddress(multicast(groupFor(bound)), config.port()), config.ttl());
    }

    private String groupFor(InetAddress bound) {
        if (config.group() != null) {
            return config.group();
        }
        boolean speaksV6 = bound instanceof Inet6Address && !bound.isLoopbackAddress() && !bound.isAnyLocalAddress();
        return speaksV6 ? GossipConfig.DEFAULT_GROUP_V6 : GossipConfig.DEFAULT_GROUP;
    }

    private static InetAddress multicast(String text) {
        String problem = "discovery.gossip.group must be a multicast address, not '" + text + "'";
        if (!Interfaces.looksLikeAddress(text)) {
            throw new IllegalArgumentException(problem);
        }
        try {
            InetAddress address = InetAddress.getByName(text);
            if (!address.isMulticastAddress()) {
                throw new IllegalArgumentException(problem);
            }
            return address;
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(problem, e);
        }
    }

    private static InetAddress address(byte[] ip) {
        try {
            return InetAddress.getByAddress(ip);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An IP of " + ip.length + " bytes passed the check", e);
        }
    }
}
