package dev.swarm.engine.replication;

import dev.swarm.api.NodeId;
import dev.swarm.api.config.OverlayConfig;
import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.step.Lane;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.replication.Key;
import dev.swarm.engine.wire.replication.ReplicaDecoder;
import dev.swarm.engine.wire.replication.ReplicaEncoder;
import dev.swarm.engine.wire.replication.ReplicaMessage;
import dev.swarm.engine.wire.replication.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Replication machines of several nodes, joined by connections that keep order within a lane, have a delay, and break:
 * a seeded world in virtual time. What is sent is encoded and decoded.
 */
final class ReplicaWorld {

    static final long MILLI = 1_000_000;

    private final SplittableRandom chance;
    private final OverlayConfig config;
    private final Map<NodeId, Life> lives = new TreeMap<>();
    private final Map<String, Connection> connections = new TreeMap<>();
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::id));
    private final Map<String, Long> bytesByType = new TreeMap<>();
    private long nowNanos = 1_000_000_000L;
    private long slowness;
    private long nextEvent;
    private long nextSession = 1;
    private long messages;
    private long bytes;

    ReplicaWorld(long seed, OverlayConfig config) {
        this.chance = new SplittableRandom(seed);
        this.config = config;
    }

    private record Event(long at, long id, Runnable action) {}

    /** One life of a node. */
    final class Life {

        final NodeId id;
        final ReplicaId replica;
        final Replication replication;
        final List<Change> changes = new ArrayList<>();
        boolean alive = true;
        long armedFor = Long.MAX_VALUE;
        long pushesReceived;
        long clockSkewMillis;

        Life(NodeId id) {
            this.id = id;
            this.replica = new ReplicaId(id.name(), nextSession++);
            this.replication = new Replication(replica, config, Key.NONE, this::send, chance.split());
            this.clockSkewMillis = chance.nextLong(-5_000, 5_000);
        }

        void step(Runnable input) {
            if (alive) {
                input.run();
                replication.onTime(now(this));
                changes.addAll(changes(replication.drain()));
                replication.flush(now(this));
                arm(this);
            }
        }

        @Nullable
        Row get(String key) {
            return replication.get(Key.of(key));
        }

        private boolean send(NodeId to, Lane lane, ReplicaMessage message) {
            Connection connection = connections.get(name(id, to));
            if (connection == null) {
                return false;
            }
            byte[] encoded = ReplicaEncoder.encode(message);
            messages++;
            bytes += encoded.length;
            bytesByType.merge(message.getClass().getSimpleName(), (long) encoded.length, Long::sum);
            connection.carry(this, to, lane, encoded);
            return true;
        }
    }

    /** Returns news as changes of single keys, in their order. */
    static List<Change> changes(List<News> several) {
        List<Change> changes = new ArrayList<>();
        for (News news : several) {
            if (news instanceof Additions additions) {
                changes.addAll(additions.changes());
            } else if (news instanceof Change change) {
                changes.add(change);
            }
        }
        return changes;
    }

    /** A connection, which takes with it what is under way when it breaks. */
    private final class Connection {

        private final Map<String, Long> last = new HashMap<>();
        private boolean broken;

        void carry(Life from, NodeId to, Lane lane, byte[] encoded) {
            String direction = from.id + ">" + lane;
            long delay = chance.nextLong(MILLI / 10, lane == Lane.BULK ? 40 * MILLI : 5 * MILLI);
            long at = Math.max(nowNanos + delay + slowness, last.getOrDefault(direction, 0L));
            last.put(direction, at);
            at(at, () -> {
                Life receiver = lives.get(to);
                if (!broken && receiver != null && receiver.alive) {
                    receive(receiver, from.id, encoded);
                }
            });
        }
    }

    Life start(String name) {
        Life life = new Life(new NodeId(name));
        lives.put(life.id, life);
        life.step(() -> life.replication.start(now(life)));
        review();
        return life;
    }

    void crash(Life life) {
        life.alive = false;
        for (NodeId other : List.copyOf(lives.keySet())) {
            disconnect(life.id, other);
        }
        lives.remove(life.id);
        review();
    }

    /** Connects two nodes, unless they are. */
    void connect(NodeId one, NodeId other) {
        if (!one.equals(other) && !connections.containsKey(name(one, other))) {
            connections.put(name(one, other), new Connection());
            up(one, other);
            up(other, one);
        }
    }

    void disconnect(NodeId one, NodeId other) {
        Connection connection = connections.remove(name(one, other));
        if (connection != null) {
            connection.broken = true;
            down(one, other);
            down(other, one);
        }
    }

    void connectAll() {
        for (NodeId one : List.copyOf(lives.keySet())) {
            for (NodeId other : List.copyOf(lives.keySet())) {
                connect(one, other);
            }
        }
    }

    /** Makes everything sent from now on arrive later. */
    void slowDown(long millis) {
        slowness = millis * MILLI;
    }

    /** Says how the nodes are connected: each with each, or only with some. */
    void review() {
        Set<ReplicaId> live = new TreeSet<>();
        lives.values().forEach(life -> live.add(life.replica));
        lives.values().forEach(life -> life.replication.onPeers(lives.size() <= 9, live::contains));
    }

    void run(long millis) {
        long until = nowNanos + millis * MILLI;
        while (!events.isEmpty() && events.peek().at() <= until) {
            Event event = events.remove();
            nowNanos = Math.max(nowNanos, event.at());
            event.action().run();
        }
        nowNanos = until;
    }

    List<Life> lives() {
        return List.copyOf(lives.values());
    }

    @Nullable
    Life life(String name) {
        return lives.get(new NodeId(name));
    }

    SplittableRandom chance() {
        return chance;
    }

    Now now(Life life) {
        return new Now(nowNanos, 1_700_000_000_000L + nowNanos / MILLI + life.clockSkewMillis);
    }

    long messages() {
        return messages;
    }

    long bytes() {
        return bytes;
    }

    Map<String, Long> bytesByType() {
        return bytesByType;
    }

    boolean areEqual() {
        Set<String> states = new TreeSet<>();
        lives.values()
                .forEach(life -> states.add(
                        life.replication.mark() + " " + life.replication.known().size()));
        return states.size() <= 1;
    }

    void at(long nanos, Runnable action) {
        events.add(new Event(nanos, nextEvent++, action));
    }

    private void arm(Life life) {
        long next = Math.max(nowNanos, life.replication.nextDeadlineNanos());
        if (next < life.armedFor) {
            life.armedFor = next;
            at(next, () -> {
                life.armedFor = Long.MAX_VALUE;
                life.step(() -> {});
            });
        }
    }

    private void receive(Life receiver, NodeId from, byte[] encoded) {
        try {
            ReplicaMessage message = ReplicaDecoder.decode(encoded, receiver.replication::intern);
            if (message instanceof ReplicaMessage.Push) {
                receiver.pushesReceived++;
            }
            receiver.step(() -> receiver.replication.onMessage(now(receiver), from, message));
        } catch (MalformedPacketException e) {
            throw new AssertionError("A message of ours cannot be read", e);
        }
    }

    private void up(NodeId at, NodeId peer) {
        Life life = lives.get(at);
        if (life != null) {
            life.step(() -> life.replication.onPeerUp(now(life), peer));
        }
    }

    private void down(NodeId at, NodeId peer) {
        Life life = lives.get(at);
        if (life != null) {
            life.step(() -> life.replication.onPeerDown(peer));
        }
    }

    private static String name(NodeId one, NodeId other) {
        return one.compareTo(other) < 0 ? one + "|" + other : other + "|" + one;
    }
}
