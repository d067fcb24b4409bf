package dev.swarm.engine.registry;

import dev.swarm.api.NodeId;
import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.step.Peer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Which processes live, this one among them, as membership says. */
final class Peers {

    private final ReplicaId self;
    private final NodeId selfNode;
    private final LongUnaryOperator startOf;
    private final Map<String, NodeId> nodes = new HashMap<>();
    private List<Peer> peers = List.of();
    private Map<NodeId, Long> started = Map.of();
    private @Nullable ReplicaId latest;
    private boolean isLatestLive;

    Peers(ReplicaId self, LongUnaryOperator startOf) {
        this.self = self;
        this.selfNode = NodeId.of(self.node());
        this.startOf = startOf;
    }

    NodeId self() {
        return selfNode;
    }

    /** Takes the live peers; returns those processes that were not here before, or are not any more. */
    List<NodeId> onPeers(List<Peer> live) {
        Map<NodeId, Long> now = new HashMap<>();
        live.forEach(peer -> now.put(peer.id(), peer.session()));
        List<NodeId> changed = new ArrayList<>();
        for (Peer peer : live) {
            if (!Long.valueOf(peer.session()).equals(started.get(peer.id()))) {
                changed.add(peer.id());
            }
        }
        for (Peer peer : peers) {
            if (!now.containsKey(peer.id())) {
                changed.add(peer.id());
            }
        }
        peers = live;
        started = now;
        latest = null;
        return changed;
    }

    List<Peer> all() {
        return peers;
    }

    /** Returns which process of a peer lives; 0 for none. */
    long session(NodeId node) {
        return started.getOrDefault(node, 0L);
    }

    boolean isHere(NodeId node) {
        return node.equals(selfNode) || started.containsKey(node);
    }

    /** Tells whether a process lives; most rows that come one after the other are those of one process. */
    boolean isLive(ReplicaId replica) {
        if (!replica.equals(latest)) {
            latest = replica;
            isLatestLive = find(replica);
        }
        return isLatestLive;
    }

    private boolean find(ReplicaId replica) {
        if (replica.node().equals(self.node())) {
            return isSelf(replica);
        }
        Long start = started.get(node(replica));
        return start != null && start == startOf.applyAsLong(replica.session());
    }

    boolean isSelf(ReplicaId replica) {
        return replica.session() == self.session() && replica.node().equals(self.node());
    }

    /** Returns the one object for a replica's node. */
    NodeId node(ReplicaId replica) {
        return nodes.computeIfAbsent(replica.node(), NodeId::of);
    }
}
