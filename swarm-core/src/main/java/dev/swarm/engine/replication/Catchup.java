package dev.swarm.engine.replication;

import dev.swarm.api.NodeId;
import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Lane;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.replication.Key;
import dev.swarm.engine.wire.replication.ReplicaBounds;
import dev.swarm.engine.wire.replication.ReplicaMessage.AskHashes;
import dev.swarm.engine.wire.replication.ReplicaMessage.AskLeaves;
import dev.swarm.engine.wire.replication.ReplicaMessage.Ended;
import dev.swarm.engine.wire.replication.ReplicaMessage.Hashes;
import dev.swarm.engine.wire.replication.ReplicaMessage.LeafPart;
import dev.swarm.engine.wire.replication.ReplicaMessage.Leaves;
import dev.swarm.engine.wire.replication.Row;
import dev.swarm.engine.wire.replication.Write;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Becomes equal with one peer by comparing states: walks down its hash tree where hashes differ, then takes the leaves
 * that differ. Used by a node that joins, and by one that was away longer than logs reach.
 *
 * <p>What the peer had seen when it began to answer counts as seen here only after the last leaf has been merged. Until
 * then pushes of that part of history are passed over, so that none of it is applied to a leaf that was merged before.
 */
final class Catchup {

    private static final long PATIENCE_NANOS = 10_000_000_000L;
    private static final int LEAVES_AT_ONCE = 128;

    private final Origins origins;
    private final Store store;
    private final Merger merger;
    private final PeerWire wire;
    private final Deque<Integer> wanted = new ArrayDeque<>();
    private final Set<Integer> asked = new LinkedHashSet<>();
    private final Map<Integer, List<Write>> parts = new LinkedHashMap<>();
    private final Map<ReplicaId, Long> covered = new LinkedHashMap<>();
    private final Deadline patience = new Deadline();
    private Map<ReplicaId, Long> atStart = Map.of();
    private @Nullable NodeId peer;

    Catchup(Origins origins, Store store, Merger merger, PeerWire wire) {
        this.origins = origins;
        this.store = store;
        this.merger = merger;
        this.wire = wire;
    }

    boolean isRunning() {
        return peer != null;
    }

    /** Begins, unless it is under way with some peer. */
    void start(Now now, NodeId with) {
        if (peer == null) {
            peer = with;
            patience.set(now, PATIENCE_NANOS);
            wire.send(with, Lane.CONTROL, new AskHashes(0, List.of(0)));
        }
    }

    /** Tells whether pushes from a number on belong to what is being compared. */
    boolean covers(Origin origin, long first) {
        return peer != null && covered.getOrDefault(origin.id(), 0L) >= first;
    }

    /** Walks down; returns whether there is nothing left to do. */
    boolean onHashes(Now now, NodeId from, Hashes hashes) {
        if (!from.equals(peer)) {
            return false;
        }
        patience.set(now, PATIENCE_NANOS);
        if (hashes.depth() == 0) {
            atStart = hashes.known();
            cover(hashes.known());
        }
        List<Integer> differing = differing(hashes);
        int depth = hashes.depth() + 1;
        if (depth == ReplicaBounds.DEPTH) {
            wanted.addAll(differing);
            askLeaves();
        } else if (!differing.isEmpty()) {
            wire.send(from, Lane.CONTROL, new AskHashes(depth, differing));
            return false;
        }
        return finishIfDone();
    }

    /** Merges leaves; returns whether these were the last. */
    boolean onLeaves(Now now, NodeId from, Leaves leaves) {
        if (!from.equals(peer)) {
            return false;
        }
        patience.set(now, PATIENCE_NANOS);
        cover(leaves.known());
        for (LeafPart part : leaves.parts()) {
            if (asked.contains(part.leaf())) {
                if (part.first()) {
                    parts.put(part.leaf(), new ArrayList<>());
                }
                List<Write> writes = parts.computeIfAbsent(part.leaf(), unused -> new ArrayList<>());
                writes.addAll(part.writes());
                if (part.last()) {
                    merge(part, writes, leaves.known());
                }
            }
        }
        askLeaves();
        return finishIfDone();
    }

    void onPeerDown(NodeId gone) {
        if (gone.equals(peer)) {
            abandon();
        }
    }

    /** Gives up on a peer that answers no more; whoever differs still is found by the next comparison. */
    void onTime(Now now) {
        if (patience.isDue(now)) {
            abandon();
        }
    }

    long nextDeadlineNanos() {
        return patience.atNanos();
    }

    /** Returns what the peer had seen at the start, after {@link #finishIfDone} said that all of it has come. */
    Map<ReplicaId, Long> outcome() {
        return atStart;
    }

    private void merge(LeafPart last, List<Write> writes, Map<ReplicaId, Long> known) {
        for (Ended ended : last.ended()) {
            merger.endAhead(ended.key(), ended.last());
        }
        store.expect(writes);
        Map<Key, Row> rows = new LinkedHashMap<>();
        for (Write write : writes) {
            Key key = write.key();
            rows.put(key, Rows.with(rows.get(key), write));
        }
        merger.merge(last.leaf(), known, rows);
        parts.remove(last.leaf());
        asked.remove(last.leaf());
    }

    private List<Integer> differing(Hashes hashes) {
        List<Integer> differing = new ArrayList<>();
        int depth = hashes.depth() + 1;
        for (int i = 0; i < hashes.hashes().size(); i++) {
            int node = hashes.nodes().get(i / ReplicaBounds.FANOUT) * ReplicaBounds.FANOUT + i % ReplicaBounds.FANOUT;
            if (HashTree.exists(depth, node) && hashes.hashes().get(i) != store.hash(depth, node)) {
                differing.add(node);
            }
        }
        return differing;
    }

    private void askLeaves() {
        NodeId with = peer;
        if (with == null || wanted.isEmpty() || asked.size() > LEAVES_AT_ONCE / 2) {
            return;
        }
        List<Integer> next = new ArrayList<>();
        while (!wanted.isEmpty() && asked.size() < LEAVES_AT_ONCE) {
            int leaf = wanted.remove();
            asked.add(leaf);
            next.add(leaf);
        }
        wire.send(with, Lane.CONTROL, new AskLeaves(next));
    }

    private void cover(Map<ReplicaId, Long> known) {
        known.forEach((id, number) -> covered.merge(origins.intern(id), number, Math::max));
    }

    private boolean finishIfDone() {
        boolean isDone = wanted.isEmpty() && asked.isEmpty();
        if (isDone) {
            abandon();
        }
        return isDone;
    }

    private void abandon() {
        peer = null;
        patience.clear();
        wanted.clear();
        asked.clear();
        parts.clear();
        covered.clear();
    }
}
