package dev.swarm.engine.monitor;

import dev.swarm.api.LinkQuality;
import dev.swarm.api.MemberStatus;
import dev.swarm.api.NodeHealth;
import dev.swarm.api.NodeId;
import dev.swarm.engine.wire.Coordinate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What users, and machines above the monitor, read of nodes and links: written by the engine's one thread, read by any
 * without a lock. What is read of one node is of one moment; a list may span several.
 */
public final class MonitorModel {

    private final NodeId self;
    private final Map<NodeId, HealthCard> cards = new ConcurrentHashMap<>();
    private volatile @Nullable Coordinate own;

    /** Makes one that knows nobody but the node itself. */
    public MonitorModel(NodeId self) {
        this.self = self;
    }

    /**
     * Returns how good the link to a node is: {@link LinkQuality#GOOD} for one that is here and has not been measured
     * yet, {@link LinkQuality#DISCONNECTED} for one that is not here or that nobody knows, this node itself included.
     */
    public LinkQuality quality(NodeId node) {
        HealthCard card = cards.get(node);
        return card == null ? LinkQuality.DISCONNECTED : card.quality();
    }

    /** Returns what is known of a node, {@code null} for this node itself and for one that nobody knows. */
    public @Nullable NodeHealth health(NodeId node) {
        HealthCard card = cards.get(node);
        return card == null ? null : card.toHealth();
    }

    /** Returns what is known of all nodes, down ones too, sorted by name; exact if the engine's thread calls. */
    public List<NodeHealth> all() {
        return cards.values().stream()
                .map(HealthCard::toHealth)
                .sorted((one, other) -> one.node().compareTo(other.node()))
                .toList();
    }

    /** Returns the nodes of one status, sorted by name. */
    public List<NodeId> nodes(MemberStatus status) {
        return cards.values().stream()
                .filter(card -> card.status() == status)
                .map(HealthCard::node)
                .sorted()
                .toList();
    }

    /**
     * Returns about how long a round trip between two nodes takes, zero from a node to itself; {@code null} if a
     * coordinate is unknown. Either may be this node.
     */
    public @Nullable Duration estimatedRtt(NodeId one, NodeId other) {
        Coordinate from = coordinate(one);
        Coordinate to = coordinate(other);
        if (from == null || to == null) {
            return null;
        }
        return one.equals(other) ? Duration.ZERO : from.roundTripTo(to);
    }

    /** As {@link #estimatedRtt(NodeId, NodeId)}, from this node. */
    public @Nullable Duration estimatedRtt(NodeId node) {
        return estimatedRtt(self, node);
    }

    private @Nullable Coordinate coordinate(NodeId node) {
        if (node.equals(self)) {
            return own;
        }
        HealthCard card = cards.get(node);
        return card == null ? null : card.coordinate();
    }

    void put(HealthCard card) {
        cards.put(card.node(), card);
    }

    void remove(NodeId node) {
        cards.remove(node);
    }

    void setOwn(Coordinate coordinate) {
        own = coordinate;
    }
}
