package dev.swarm.engine;

import dev.swarm.api.NodeId;
import dev.swarm.api.Rejection;
import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.overlay.Overlay;
import dev.swarm.engine.overlay.OverlayParts;
import dev.swarm.engine.plane.DataPlane;
import dev.swarm.engine.plane.SendResult;
import dev.swarm.engine.registry.Ledger;
import dev.swarm.engine.registry.Registry;
import dev.swarm.engine.replication.Change;
import dev.swarm.engine.replication.News;
import dev.swarm.engine.replication.Replication;
import dev.swarm.engine.step.Counters;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Lane;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.step.Outbox;
import dev.swarm.engine.step.Peer;
import dev.swarm.engine.topology.Register;
import dev.swarm.engine.topology.Topology;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.replication.Key;
import dev.swarm.engine.wire.replication.ReplicaDecoder;
import dev.swarm.engine.wire.replication.ReplicaEncoder;
import dev.swarm.engine.wire.replication.ReplicaMessage;
import dev.swarm.engine.wire.replication.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What is known everywhere, and the views over it. After each step what changed in the store goes to the views, each
 * once; then what is new leaves for the peers.
 */
public final class SharedState {

    private static final byte[] NOTHING = {};

    private final ReplicaId self;
    private final Counters counters;
    private final Replication replication;
    private final Overlay overlay;

    /** Up to this size of the cluster the data plane connects each node with each. */
    private final int meshNodes;

    private @Nullable DataPlane plane;
    private @Nullable Topology topology;
    private @Nullable Registry registry;
    private boolean stopped;

    /** What was sent last in this step, and its bytes. */
    private @Nullable ReplicaMessage encoded;

    private byte[] bytes = NOTHING;

    SharedState(EngineSettings settings, Outbox outbox, Counters counters, SplittableRandom random) {
        SharingSettings sharing = settings.sharing();
        this.self = new ReplicaId(settings.self().name(), sharing.session());
        this.counters = counters;
        this.meshNodes = settings.plane().connections().meshNodes();
        this.replication = new Replication(self, sharing.replication(), Ledger.NAME, this::send, random.split());
        this.overlay = new Overlay(new OverlayParts(replication, self, outbox, random.split(), sharing.model()));
    }

    /** Says over what messages go, and who else looks at what changes. */
    void connect(DataPlane over, Topology view, Registry names) {
        plane = over;
        topology = view;
        registry = names;
    }

    /** Returns this life of this node. */
    ReplicaId self() {
        return self;
    }

    /**
     * Keeps a value that no view reads; within a step.
     *
     * @param value {@code null} to take the key away
     * @throws dev.swarm.api.failure.OverlayFullException if there is no room; nothing has changed then
     */
    public void keep(Now now, Key key, byte @Nullable [] value) {
        if (value != null || replication.get(key) != null) {
            replication.write(now, key, value);
        }
    }

    /** Returns the values under a key, the latest first; none if there are none. Between two steps, or within one. */
    public List<byte[]> kept(Key key) {
        List<byte[]> values = new ArrayList<>();
        Row row = replication.get(key);
        if (row != null) {
            row.forEach(write -> {
                byte[] value = write.value();
                if (value != null) {
                    values.add(value);
                }
            });
        }
        return values;
    }

    /** Returns the part of it that is the registry's. */
    Ledger ledger() {
        return new StateLedger(replication);
    }

    void start(Now now) {
        replication.start(now);
    }

    /** Waits for nothing any more; the node speaks to nobody. */
    void stop() {
        stopped = true;
    }

    /** Takes the list of live peers. */
    void onPeers(List<Peer> peers) {
        Map<String, Long> started = new HashMap<>();
        peers.forEach(peer -> started.put(peer.id().name(), peer.meta().startedAtMillis()));
        replication.onPeers(
                peers.size() < meshNodes,
                replica -> replica.equals(self)
                        || SharingSettings.startedAtMillis(replica.session())
                                == started.getOrDefault(replica.node(), -1L));
    }

    void onUp(Now now, NodeId peer) {
        replication.onPeerUp(now, peer);
    }

    void onDown(NodeId peer) {
        replication.onPeerDown(peer);
    }

    void onMessage(Now now, NodeId peer, byte[] message) {
        try {
            ReplicaMessage decoded = ReplicaDecoder.decode(message, replication::intern);
            replication.onMessage(now, peer, decoded);
        } catch (MalformedPacketException malformed) {
            counters.increment(malformed.rejection());
        }
    }

    void onTime(Now now) {
        replication.onTime(now);
        overlay.onTime(now);
    }

    /** Hands what changed to the views. */
    void show(Now now) {
        Topology view = topology;
        Registry names = registry;
        List<News> several = replication.drain();
        if (names != null) {
            names.expect(several);
        }
        for (News news : several) {
            if (news instanceof Change change) {
                overlay.onChange(now, change);
                if (view != null) {
                    view.onChange(change);
                }
            }
            if (names != null) {
                names.onNews(now, news);
            }
        }
    }

    /** The end of a step. */
    void settle(Now now) {
        show(now);
        replication.flush(now);
        encoded = null;
        bytes = NOTHING;
    }

    /** Returns the part of it that is the topology's. */
    Register register() {
        return new Register() {
            @Override
            public @Nullable Row get(Key key) {
                return replication.get(key);
            }

            @Override
            public void write(Now now, Key key, byte @Nullable [] value) {
                replication.write(now, key, value);
            }
        };
    }

    long nextDeadlineNanos() {
        long next = Math.min(replication.nextDeadlineNanos(), overlay.nextDeadlineNanos());
        return stopped ? Deadline.NEVER : next;
    }

    /** Returns the state as it is now, to be stored; between two steps. */
    public SharedImage image() {
        return SharedImage.of(replication);
    }

    /** Takes stored state; before the start. */
    public void restore(SharedImage image) {
        image.restoreInto(replication);
    }

    /** Returns how much is held; between two steps. */
    public SharedStatus status() {
        return SharedStatus.of(replication.load());
    }

    Overlay overlay() {
        return overlay;
    }

    /** The same message goes to one peer after the other, and is put into bytes for the first one. */
    private byte[] encode(ReplicaMessage message) {
        if (message != encoded) {
            bytes = ReplicaEncoder.encode(message);
            encoded = message;
        }
        return bytes;
    }

    private boolean send(NodeId to, Lane lane, ReplicaMessage message) {
        DataPlane over = plane;
        if (over == null) {
            return false;
        }
        SendResult result = over.send(to, lane, encode(message));
        if (result == SendResult.TOO_LARGE) {
            counters.increment(Rejection.OVERSIZED);
        }
        return result == SendResult.QUEUED;
    }
}
