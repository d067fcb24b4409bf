package dev.swarm.engine.replication;

import dev.swarm.api.NodeId;
import dev.swarm.api.config.OverlayConfig;
import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Lane;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.replication.Key;
import dev.swarm.engine.wire.replication.ReplicaMessage;
import dev.swarm.engine.wire.replication.ReplicaMessage.AskHashes;
import dev.swarm.engine.wire.replication.ReplicaMessage.AskLeaves;
import dev.swarm.engine.wire.replication.ReplicaMessage.Digest;
import dev.swarm.engine.wire.replication.ReplicaMessage.Graft;
import dev.swarm.engine.wire.replication.ReplicaMessage.Hashes;
import dev.swarm.engine.wire.replication.ReplicaMessage.Have;
import dev.swarm.engine.wire.replication.ReplicaMessage.Leaves;
import dev.swarm.engine.wire.replication.ReplicaMessage.Prune;
import dev.swarm.engine.wire.replication.ReplicaMessage.Push;
import dev.swarm.engine.wire.replication.ReplicaMessage.Run;
import dev.swarm.engine.wire.replication.ReplicaMessage.TooOld;
import dev.swarm.engine.wire.replication.Row;
import dev.swarm.engine.wire.replication.Write;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What we all know: keys and values that are written anywhere, go everywhere and merge without coordination. Routes
 * each input to the part that handles it.
 *
 * <p>Fresh writes are pushed at once ({@link Pusher}); nodes tell each other how far they have come, which shows gaps
 * and fills them ({@link Herald}); whoever is too far behind compares states ({@link Catchup}, {@link Librarian}), as
 * all do from time to time by one hash. Content changes only in the {@link Merger}.
 */
public final class Replication {

    private final OverlayConfig config;
    private final SplittableRandom random;
    private final Origins origins = new Origins();
    private final Store store;
    private final Retention retention;
    private final Merger merger;
    private final Neighbours neighbours;
    private final Origin self;
    private final Pusher pusher;
    private final Herald herald;
    private final Librarian librarian;
    private final Catchup catchup;
    private final Departed departed;
    private final PeerWire wire;
    private final Deadline compare = new Deadline();
    private boolean hasWritten;
    private Predicate<ReplicaId> isLive = replica -> true;

    /**
     * Makes the machine of one node; nothing is sent before a peer is up.
     *
     * @param self this life of this node; writes made here carry it
     * @param packed letter of keys with very many small values; who gets a row of one gets another object each time
     */
    public Replication(ReplicaId self, OverlayConfig config, char packed, PeerWire wire, SplittableRandom random) {
        this.config = config;
        this.random = random;
        this.wire = wire;
        this.store = new Store(packed);
        this.retention = new Retention(config.logBytes());
        this.merger = new Merger(origins, store, retention, self);
        this.self = origins.of(self);
        this.neighbours = new Neighbours(this.self);
        this.pusher = new Pusher(origins, neighbours, wire);
        this.herald = new Herald(origins, neighbours, pusher, wire, config);
        this.librarian = new Librarian(origins, store, wire);
        this.catchup = new Catchup(origins, store, merger, wire);
        this.departed = new Departed(origins, store, neighbours);
    }

    /** Begins. */
    public void start(Now now) {
        compare.set(now, random.nextLong(config.antiEntropyInterval().toNanos()) + 1);
        departed.start(now);
    }

    /**
     * Makes a write of this node.
     *
     * @param value the new value, {@code null} to take the key away; nobody may change it from now on
     * @throws IllegalArgumentException if the key or the value is too long; nothing has changed then
     * @throws dev.swarm.api.failure.OverlayFullException if there is no room for more; nothing has changed then
     */
    public Write write(Now now, Key key, byte @Nullable [] value) {
        Limits.check(config, store, key, value);
        Write write = merger.write(now, key, value);
        hasWritten = true;
        return write;
    }

    /**
     * Takes note of who is there.
     *
     * @param isMesh whether every node is connected to every other one, so that nobody needs to pass on anything
     * @param live tells whether a replica is that of a live node
     */
    public void onPeers(boolean isMesh, Predicate<ReplicaId> live) {
        neighbours.setForwarding(!isMesh);
        isLive = live;
    }

    /** A peer is connected. */
    public void onPeerUp(Now now, NodeId peer) {
        wire.send(neighbours.add(peer).id(), Lane.CONTROL, digest());
    }

    /** A peer is connected no more. */
    public void onPeerDown(NodeId peer) {
        neighbours.remove(peer);
        librarian.onPeerDown(peer);
        catchup.onPeerDown(peer);
    }

    /** A connected peer says something. */
    public void onMessage(Now now, NodeId peer, ReplicaMessage message) {
        Neighbour from = neighbours.find(peer);
        if (from == null) {
            return;
        }
        if (message instanceof Push push) {
            push.runs().forEach(run -> onRun(now, from, run));
        } else if (message instanceof Have have) {
            herald.onHave(now, from, have);
            retention.trimSoon(now);
        } else if (message instanceof Digest digest) {
            onDigest(now, from, digest);
        } else if (message instanceof Prune prune) {
            herald.onPrune(from, prune);
        } else if (message instanceof Graft graft) {
            herald.onGraft(from, graft);
        } else if (message instanceof TooOld) {
            catchup.start(now, peer);
        } else {
            onComparison(now, from, message);
        }
    }

    /** Time passed. */
    public void onTime(Now now) {
        herald.onTime(now, catchup.isRunning());
        librarian.onTime(now);
        catchup.onTime(now);
        departed.onTime(now, isLive).forEach(herald::forget);
        if (compare.isDue(now)) {
            compare.set(now, config.antiEntropyInterval().toNanos());
            neighbours.all().forEach(neighbour -> wire.send(neighbour.id(), Lane.CONTROL, digest()));
        }
        retention.onTime(now, neighbours::ackedByAll);
    }

    /** Sends what has gathered in this step. */
    public void flush(Now now) {
        if (hasWritten) {
            hasWritten = false;
            pusher.onAdvanced(self);
            herald.onAdvanced(now, self);
            retention.trimSoon(now);
        }
        pusher.flush(now);
    }

    /** Returns when {@link #onTime} wants to be called. */
    public long nextDeadlineNanos() {
        long telling = Math.min(herald.nextDeadlineNanos(), compare.atNanos());
        long serving = Math.min(librarian.nextDeadlineNanos(), catchup.nextDeadlineNanos());
        return Math.min(
                Math.min(telling, serving), Math.min(retention.nextDeadlineNanos(), departed.nextDeadlineNanos()));
    }

    /** Returns what changed since the last call, local and remote alike, in order. */
    public List<News> drain() {
        return merger.drain();
    }

    /** A key is about to be looked for or written: who says so of several at once waits less for memory. */
    public void expect(Key key) {
        store.expect(key);
    }

    /** Returns the values under a key, {@code null} if there are none. */
    public @Nullable Row get(Key key) {
        return store.get(key);
    }

    /** Returns the marks on rows of the letter with very many. */
    public Marks marks() {
        return store.marks();
    }

    /** Returns how many keys one of {@code ReplicaBounds.LEAVES} parts has. */
    public int keys(int part) {
        return store.size(part);
    }

    /** Hands over the rows of one of {@code ReplicaBounds.LEAVES} parts; nothing may be written meanwhile. */
    public void forEach(int part, Consumer<Row> taker) {
        store.forEach(part, taker);
    }

    /** Returns a moment later than all before, for parts of values that are ordered by themselves. */
    public long time(Now now) {
        return merger.time(now);
    }

    /** Returns a hash of a write's name; the hash of a state is the sum of those of its writes. */
    public static long hash(Write write) {
        return HashTree.hash(write);
    }

    /** Returns the one object that stands for a replica, for decoding. */
    public ReplicaId intern(ReplicaId replica) {
        return origins.intern(replica);
    }

    /** Returns a number that is another one if content or knowledge is. */
    public long mark() {
        return HashTree.mix(origins.knowledge()) + store.content();
    }

    /** Returns how much is held and how far neighbours lag. */
    public ReplicationLoad load() {
        return ReplicationLoad.of(store, retention, origins, neighbours, self);
    }

    /** Returns how far each replica's writes are known. */
    public Map<ReplicaId, Long> known() {
        return origins.known();
    }

    /** Takes a stored state, before the start. */
    public void restore(Map<ReplicaId, Long> known, List<Write> writes) {
        writes.forEach(merger::restore);
        known.forEach((id, number) -> merger.learn(origins.of(id), number));
    }

    private void onRun(Now now, Neighbour from, Run run) {
        Origin origin = origins.of(run.origin());
        from.onAcked(origin, run.last());
        if (run.last() <= origin.have()) {
            herald.onDuplicate(now, from, origin);
            herald.onPushedBy(now, from, run);
        } else if (run.first() > origin.have() + 1 || catchup.covers(origin, run.first())) {
            herald.onGap(now, origin);
        } else {
            merger.apply(origin, run);
            pusher.onAdvanced(origin);
            herald.onPushedBy(now, from, run);
            herald.onAdvanced(now, origin);
            retention.trimSoon(now);
        }
    }

    private void onDigest(Now now, Neighbour from, Digest theirs) {
        if (theirs.knowledge() != origins.knowledge()) {
            herald.tellAll(from);
        } else if (theirs.content() != store.content() && !catchup.isRunning()) {
            catchup.start(now, from.id());
        } else if (!from.isGreeted()) {
            herald.onEqual(from);
        }
    }

    private void onComparison(Now now, Neighbour from, ReplicaMessage message) {
        if (message instanceof AskHashes ask) {
            librarian.onAskHashes(from.id(), ask);
        } else if (message instanceof AskLeaves ask) {
            librarian.onAskLeaves(now, from.id(), ask);
        } else if (message instanceof Hashes hashes && catchup.onHashes(now, from.id(), hashes)) {
            onCaughtUp(now);
        } else if (message instanceof Leaves leaves && catchup.onLeaves(now, from.id(), leaves)) {
            onCaughtUp(now);
        }
    }

    private void onCaughtUp(Now now) {
        catchup.outcome().forEach((id, number) -> {
            Origin origin = origins.of(id);
            if (merger.learn(origin, number)) {
                pusher.onAdvanced(origin);
            }
        });
        neighbours.all().forEach(herald::tellAll);
        herald.review(now);
    }

    private Digest digest() {
        return new Digest(origins.knowledge(), store.content());
    }
}
