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
import dev.swarm.engine.wire.replication.WriteList;
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

    /** One message is made in one step, during which nobody else is heard. */
    private static final int MESSAGE_BYTES = 64 * 1024;

    /** The first ones are shorter: most were never made before, nor read, and what runs for the first time is slow. */
    private static final int FIRST_BYTES = 4 * 1024;

    /** A message grows by this part of what was sent before. */
    private static final int GROWTH = 16;

    private static final int LEAVES_IN_MESSAGE = 16;
    private static final long RETRY_NANOS = 10_000_000;

    private final Origins origins;
    private final Store store;
    private final PeerWire wire;
    private final Map<NodeId, Reader> readers = new LinkedHashMap<>();

    /** A peer that compares its state with this node's, and what it still wants to see. */
    private static final class Reader {

        final Deque<Integer> wanted = new ArrayDeque<>();
        final Deadline next = new Deadline();
        long sentBytes;

        long room() {
            return Math.min(MESSAGE_BYTES, FIRST_BYTES + sentBytes / GROWTH);
        }
    }

    /** What stands in a leaf. */
    private record Page(int leaf, List<Write> writes, int bytes) {}

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
        Reader reader = readers.computeIfAbsent(from, unused -> new Reader());
        for (int leaf : ask.leaves()) {
            if (reader.wanted.size() < ReplicaBounds.LEAVES) {
                reader.wanted.add(leaf);
            }
        }
        reader.next.setAt(now.nanos());
    }

    void onPeerDown(NodeId peer) {
        readers.remove(peer);
    }

    void onTime(Now now) {
        for (Map.Entry<NodeId, Reader> each : readers.entrySet()) {
            Reader reader = each.getValue();
            if (reader.next.isDue(now)) {
                boolean isTaken = serve(each.getKey(), reader);
                reader.next.clear();
                if (!reader.wanted.isEmpty()) {
                    reader.next.set(now, isTaken ? 0 : RETRY_NANOS);
                }
            }
        }
    }

    long nextDeadlineNanos() {
        long next = Deadline.NEVER;
        for (Reader reader : readers.values()) {
            next = Math.min(next, reader.next.atNanos());
        }
        return next;
    }

    /** Sends the next leaves; returns whether the lane took them. */
    private boolean serve(NodeId to, Reader reader) {
        List<Page> pages = new ArrayList<>();
        long bytes = 0;
        while (!reader.wanted.isEmpty() && bytes < reader.room() && pages.size() < LEAVES_IN_MESSAGE) {
            Page page = page(reader.wanted.remove());
            pages.add(page);
            bytes += page.bytes;
        }
        if (send(to, pages)) {
            reader.sentBytes += bytes;
            return true;
        }
        for (int i = pages.size() - 1; i >= 0; i--) {
            reader.wanted.addFirst(pages.get(i).leaf);
        }
        return false;
    }

    private boolean send(NodeId to, List<Page> pages) {
        List<LeafPart> parts = new ArrayList<>(pages.size());
        for (Page page : pages) {
            int from = 0;
            int bytes = 0;
            // most are shorter, and go as they are
            for (int i = 0; i < page.writes.size() && page.bytes >= MESSAGE_BYTES; i++) {
                bytes += page.writes.get(i).roughBytes();
                if (bytes >= MESSAGE_BYTES) {
                    parts.add(new LeafPart(page.leaf, from == 0, false, page.writes.subList(from, i + 1), List.of()));
                    if (!wire.send(to, Lane.BULK, new Leaves(origins.known(), parts))) {
                        return false;
                    }
                    parts = new ArrayList<>();
                    from = i + 1;
                    bytes = 0;
                }
            }
            List<Write> rest = from == 0 ? page.writes : page.writes.subList(from, page.writes.size());
            parts.add(new LeafPart(page.leaf, from == 0, true, rest, ended(page.leaf)));
        }
        return wire.send(to, Lane.BULK, new Leaves(origins.known(), parts));
    }

    private Page page(int leaf) {
        List<Write> writes = new ArrayList<>(store.size(leaf));
        store.forEach(leaf, row -> row.forEach(writes::add));
        return new Page(leaf, writes, WriteList.roughBytes(writes));
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
}
