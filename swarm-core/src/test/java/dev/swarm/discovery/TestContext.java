package dev.swarm.discovery;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import dev.swarm.api.discovery.DiscoveryStatus;
import dev.swarm.api.discovery.DiscoveryStrategy;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** A node's discovery with one topology, and whom it found. */
public final class TestContext implements AutoCloseable {

    public final Set<NodeAddress> found = new ConcurrentSkipListSet<>();

    /** What was reported last, in its order. */
    public volatile List<NodeAddress> inOrder = List.of();

    private final DiscoveryService service;

    private TestContext(NodeIdentity identity, DiscoveryStrategy strategy) {
        service = new DiscoveryService(identity, List.of(new Topology("test", strategy)), this::onFound);
        service.start();
    }

    /** Starts a strategy for a node of a cluster that is bound to 127.0.0.1 and a port nobody listens on. */
    public static TestContext start(String cluster, String node, int port, DiscoveryStrategy strategy) {
        NodeAddress address = NodeAddress.loopback(port);
        return new TestContext(new NodeIdentity(cluster, NodeId.of(node), address, address), strategy);
    }

    /** Starts a strategy for a node of any place. */
    public static TestContext start(NodeIdentity identity, DiscoveryStrategy strategy) {
        return new TestContext(identity, strategy);
    }

    /** Returns how the topology fares. */
    public DiscoveryStatus status() {
        return service.status().get(0);
    }

    private void onFound(Collection<NodeAddress> addresses) {
        inOrder = List.copyOf(addresses);
        found.addAll(addresses);
    }

    @Override
    public void close() {
        service.close();
    }
}
