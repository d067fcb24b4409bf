package dev.swarm.engine.registry;

import dev.swarm.api.NodeId;
import dev.swarm.api.config.RegistryConfig;
import dev.swarm.engine.registry.placement.PartitionTable;
import dev.swarm.engine.registry.placement.PartitionTable.Share;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.step.Peer;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.registry.NodeCodec;
import dev.swarm.engine.wire.registry.NodeValue;
import dev.swarm.engine.wire.replication.Key;
import dev.swarm.engine.wire.replication.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who may own names: whoever is here, has a role for it and a name that is not filtered out, and said in this life that
 * it does, with the same settings as here. All nodes that know the same find the same, and so the same table.
 */
final class Owners {

    private final RegistryParts parts;
    private final Peers peers;
    private final long settings;
    private final SortedMap<NodeId, String> ignored = new TreeMap<>();
    private PartitionTable table;
    private boolean opened;
    private boolean draining;
    private long version = 1;
    private long changedNanos;

    Owners(RegistryParts parts, Peers peers) {
        this.parts = parts;
        this.peers = peers;
        this.settings = hash(parts.config());
        this.table = PartitionTable.empty(parts.config().partitions());
    }

    PartitionTable table() {
        return table;
    }

    boolean isOpened() {
        return opened;
    }

    boolean isDraining() {
        return draining;
    }

    /** Returns another number whenever the owners are others. */
    long version() {
        return version;
    }

    /** Returns when the owners changed last. */
    long changedNanos() {
        return changedNanos;
    }

    /** Returns live nodes that own nothing, and why. */
    SortedMap<NodeId, String> ignored() {
        return ignored;
    }

    boolean isOwner(NodeId node) {
        return table.owners().stream().anyMatch(share -> share.node().equals(node));
    }

    void open(Now now) {
        opened = true;
        say(now);
    }

    void setDraining(Now now, boolean value) {
        draining = value;
        if (opened) {
            say(now);
        }
    }

    /** Tells the others what this node is, if that is not what stands there. */
    void say(Now now) {
        if (opened) {
            byte[] value =
                    NodeCodec.encode(new NodeValue(!draining, parts.config().weight(), settings));
            long unused = parts.ledger().write(now, key(peers.self()), value);
        }
    }

    /** Tells whether the row of this node says what it should. */
    boolean isSaid() {
        Row row = parts.ledger().get(key(peers.self()));
        return !opened || (row != null && peers.isSelf(row.write().origin()));
    }

    /** Looks who may own; returns whether that has changed. */
    boolean refresh(Now now) {
        ignored.clear();
        List<Share> shares = new ArrayList<>();
        consider(peers.self(), shares);
        for (Peer peer : peers.all()) {
            consider(peer.id(), shares);
        }
        shares.sort(Comparator.comparing(Share::node));
        if (shares.equals(table.owners())) {
            return false;
        }
        table = table.with(shares);
        version++;
        changedNanos = now.nanos();
        return true;
    }

    /** Returns the names of the owners. */
    SortedSet<NodeId> names() {
        SortedSet<NodeId> names = new TreeSet<>();
        table.owners().forEach(share -> names.add(share.node()));
        return names;
    }

    private void consider(NodeId node, List<Share> shares) {
        NodeValue value = value(node);
        String why = objection(node, value);
        if (value == null || why != null) {
            ignored.put(node, why == null ? "is not ready" : why);
        } else {
            shares.add(new Share(node, value.weight()));
        }
    }

    private @Nullable String objection(NodeId node, @Nullable NodeValue value) {
        if (!parts.mayOwn().test(node)) {
            return "its role owns nothing";
        }
        if (!parts.config().filter().admits(node.name())) {
            return "its name is filtered out";
        }
        if (value == null) {
            return "is not ready";
        }
        if (value.settings() != settings) {
            return "has another strategy, quorum size, lease or number of partitions";
        }
        return value.owns() ? null : "drains";
    }

    private static Key key(NodeId node) {
        return new Key(Ledger.NODE, node.name());
    }

    private @Nullable NodeValue value(NodeId node) {
        Row row = parts.ledger().get(key(node));
        for (Row at = row; at != null; at = at.next()) {
            boolean isItsOwn = at.write().origin().node().equals(node.name());
            byte[] bytes = at.write().value();
            if (isItsOwn && bytes != null && peers.isLive(at.write().origin())) {
                try {
                    return NodeCodec.decode(bytes);
                } catch (MalformedPacketException e) {
                    return null;
                }
            }
        }
        return null;
    }

    private static long hash(RegistryConfig config) {
        RegistryConfig.Strategy strategy = config.strategy();
        long hash = strategy.name().hashCode();
        hash = 31 * hash + strategy.quorumSize();
        hash = 31 * hash + (strategy.needsQuorum() ? strategy.lease().toMillis() : 0);
        return 31 * hash + config.partitions();
    }
}
