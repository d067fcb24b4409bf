package dev.swarm.engine.replication;

import dev.swarm.api.NodeId;
import dev.swarm.crdt.Dot;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Lane;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.replication.ReplicaBounds;
import dev.swarm.engine.wire.replication.ReplicaMessage.AskHashes;
import dev.swarm.engine.wire.replication.ReplicaMessage.AskLeaves;
import dev.swarm.engine.wire.replication.ReplicaMessage.Ended;
import dev.swarm.engine.wire.replication.ReplicaMessage.Hashes;
import dev.swarm.engine.wire.replication.ReplicaMessage.LeafPart;
import dev.swarm.engine.wire.replication.ReplicaMessage.Leaves;
import dev.swarm.engine.wire.replication.Write;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Serves those who compare their state with this node's: hashes at once, leaves as the bulk lane takes them. A leaf is
 * cut into parts if it is too big for one message; all its parts show one moment.
 */
final class Librarian {

    /** One message is made in one step, during which nobody else is heard; most were never made before. */
    private static final int MESSAGE_BYTES = 64 * 1024;

    private static final int LEAVES_IN_MESSAGE = 16;
    private static final long RETRY_NANOS = 10_000_000;

    private final Origins origins;
    private final Store store;
    private final PeerWire wire;
    private final Map<NodeId, Deque<Integer>> wanted = new LinkedHashMap<>();
    private final Deadline retry = new Deadline();

    Librarian(Origins origins, Store store, PeerWire wire) {
        this.origins = origins;
        this.store = store;
        this.wire = wire;
    }

    void onAskHashes(NodeId from, AskHashes ask) {
        List<Long> hashes = new ArrayList<>();
        List<Integer> nodes = new ArrayList<>();
        for (int node : ask.nodes()) {
            if (HashTree.exists(ask.depth(), node)) {
                nodes.add(node);
                hashes.addAll(store.children(ask.depth(), node));
            }
        }
        boolean isRoot = ask.depth() == 0;
        wire.send(from, Lane.BULK, new Hashes(ask.depth(), nodes, hashes, isRoot ? origins.known() : Map.of()));
    }

    void onAskLeaves(Now now, NodeId from, AskLeaves ask) {
        Deque<Integer> queue = wanted.computeIfAbsent(from, unused -> new ArrayDeque<>());
        for (int leaf : ask.leaves()) {
            if (queue.size() < ReplicaBounds.LEAVES) {
                queue.add(leaf);
            }
        }
        retry.setAt(now.nanos());
    }

    void onPeerDown(NodeId peer) {
        wanted.remove(peer);
    }

    void onTime(Now now) {
        if (!retry.isDue(now)) {
            return;
        }
        retry.clear();
        boolean isTaken = true;
        for (Map.Entry<NodeId, Deque<Integer>> each : wanted.entrySet()) {
            isTaken &= serve(each.getKey(), each.getValue());
        }
        wanted.values().removeIf(Deque::isEmpty);
        if (!wanted.isEmpty()) {
            retry.set(now, isTaken ? 0 : RETRY_NANOS);
        }
    }

    long nextDeadlineNanos() {
        return retry.atNanos();
    }

    /** Sends the next leaves; returns whether the lane took them. */
    private boolean serve(NodeId to, Deque<Integer> leaves) {
        List<Integer> batch = new ArrayList<>();
        int bytes = 0;
        while (!leaves.isEmpty() && bytes < MESSAGE_BYTES && batch.size() < LEAVES_IN_MESSAGE) {
            int leaf = leaves.remove();
            batch.add(leaf);
            bytes += bytes(leaf);
        }
        if (send(to, batch)) {
            return true;
        }
        for (int i = batch.size() - 1; i >= 0; i--) {
            leaves.addFirst(batch.get(i));
        }
        return false;
    }

    private boolean send(NodeId to, List<Integer> batch) {
        List<LeafPart> parts = new ArrayList<>();
        for (int leaf : batch) {
            List<Write> writes = new ArrayList<>();
            boolean isFirst = true;
            int bytes = 0;
            for (Write write : writes(leaf)) {
                writes.add(write);
                bytes += Sizes.of(write);
                if (bytes >= MESSAGE_BYTES) {
                    parts.add(new LeafPart(leaf, isFirst, false, writes, List.of()));
                    if (!wire.send(to, Lane.BULK, new Leaves(origins.known(), parts))) {
                        return false;
                    }
                    parts = new ArrayList<>();
                    writes = new ArrayList<>();
                    isFirst = false;
                    bytes = 0;
                }
            }
            parts.add(new LeafPart(leaf, isFirst, true, writes, ended(leaf)));
        }
        return wire.send(to, Lane.BULK, new Leaves(origins.known(), parts));
    }

    private List<Write> writes(int leaf) {
        List<Write> writes = new ArrayList<>();
        store.leaf(leaf).forEach((key, row) -> row.forEach(writes::add));
        return writes;
    }

    private List<Ended> ended(int leaf) {
        List<Ended> ended = new ArrayList<>();
        for (Origin origin : origins.all()) {
            origin.endedAhead().forEach((key, last) -> {
                if (HashTree.leafOf(key) == leaf) {
                    ended.add(new Ended(key, new Dot(origin.id(), last)));
                }
            });
        }
        return ended;
    }

    private int bytes(int leaf) {
        int bytes = 0;
        for (Write write : writes(leaf)) {
            bytes += Sizes.of(write);
        }
        return bytes;
    }
}
