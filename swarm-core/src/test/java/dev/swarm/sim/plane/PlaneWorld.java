package dev.swarm.sim.plane;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import dev.swarm.api.Role;
import dev.swarm.api.config.PlaneConfig;
import dev.swarm.engine.plane.DataPlane;
import dev.swarm.engine.plane.PlaneParts;
import dev.swarm.engine.step.Counters;
import dev.swarm.engine.step.Lane;
import dev.swarm.engine.step.Outbox;
import dev.swarm.engine.step.Peer;
import dev.swarm.engine.step.StreamNumbers;
import dev.swarm.engine.wire.Bytes;
import dev.swarm.engine.wire.NodeMeta;
import dev.swarm.engine.wire.NodeMeta.VersionRange;
import dev.swarm.sim.net.LinkProfile;
import dev.swarm.sim.net.SimNetwork;
import dev.swarm.sim.time.SimScheduler;
import dev.swarm.sim.time.SimTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Some data planes, and a membership that knows everything but takes its time to say so. */
final class PlaneWorld {

    private static final List<Lane> LANES = List.of(Lane.values());
    private static final long SLOWEST_NEWS_NANOS = 300_000_000L;

    private final long seed;
    private final PlaneConfig config;
    private final SplittableRandom chance;
    private final SimScheduler scheduler = new SimScheduler();
    private final SimNetwork network;
    private final Map<Integer, PlaneNode> running = new TreeMap<>();
    private long sessions = 100;

    PlaneWorld(long seed, PlaneConfig config) {
        this.seed = seed;
        this.config = config;
        this.chance = new SplittableRandom(seed);
        this.network = new SimNetwork(scheduler, chance.split(), LinkProfile.lan());
    }

    /** Makes the plane of a node. */
    interface Making {

        DataPlane make(Outbox outbox, DataPlane.Listener listener);
    }

    long seed() {
        return seed;
    }

    PlaneConfig config() {
        return config;
    }

    SplittableRandom chance() {
        return chance;
    }

    SimScheduler scheduler() {
        return scheduler;
    }

    SimNetwork network() {
        return network;
    }

    Collection<PlaneNode> nodes() {
        return running.values();
    }

    boolean runs(int index) {
        return running.containsKey(index);
    }

    static NodeAddress address(int index) {
        return NodeAddress.of(new byte[] {10, 0, (byte) (index >> 8), (byte) index}, 7946);
    }

    /** Starts a node as a new process; its name does not follow the number, so that lesser and greater are mixed. */
    void start(int index) {
        long session = ++sessions;
        NodeMeta bare =
                new NodeMeta(new VersionRange(1, 1), session, Role.WINGMATE, "sim", null, new TreeMap<>(), null);
        byte[] certificate = new byte[NodeMeta.FINGERPRINT_BYTES];
        chance.nextBytes(certificate);
        NodeMeta meta = config.trust() == PlaneConfig.Trust.FINGERPRINT
                ? bare.withFingerprint(Bytes.owning(certificate))
                : bare;
        NodeId id = NodeId.of(Integer.toHexString(index * 0x9E37 & 0xFFFF) + "-" + index);
        SplittableRandom own = chance.split();
        running.put(
                index,
                new PlaneNode(
                        this,
                        new Peer(id, address(index), meta),
                        (outbox, listener) -> new DataPlane(new PlaneParts(
                                id, meta, "sim", config, outbox, new Counters(), new StreamNumbers(), own, listener))));
        spreadNews();
    }

    void startAll(int count) {
        for (int i = 0; i < count; i++) {
            if (!runs(i)) {
                start(i);
            }
        }
    }

    void crash(int index) {
        PlaneNode node = running.remove(index);
        if (node != null) {
            node.end();
            spreadNews();
        }
    }

    void runFor(Duration time) {
        scheduler.runTo(scheduler.nowNanos() + time.toNanos());
    }

    void heal() {
        network.rules().heal();
        network.rules().clearOverrides();
        network.rules().setStandard(LinkProfile.lan());
    }

    PlaneNode any() {
        List<PlaneNode> all = new ArrayList<>(running.values());
        return all.get(chance.nextInt(all.size()));
    }

    /** Somebody sends a few messages of some lengths to somebody it is connected with. */
    void chat() {
        PlaneNode from = any();
        List<NodeId> connected = from.plane.connected();
        if (connected.isEmpty()) {
            return;
        }
        NodeId to = connected.get(chance.nextInt(connected.size()));
        from.step(now -> {
            for (int i = chance.nextInt(8); i >= 0; i--) {
                Lane lane = LANES.get(chance.nextInt(LANES.size()));
                boolean isLong = chance.nextInt(8) == 0;
                from.send(to, lane, chance.nextInt(isLong ? 60_000 : 200));
            }
        });
    }

    /** Tells whether both ends of each connection agree, and each node has at least so many. */
    boolean isLinked(int least) {
        for (PlaneNode node : nodes()) {
            if (node.plane.connected().size() < least) {
                return false;
            }
            for (NodeId peer : node.plane.connected()) {
                PlaneNode other = find(peer);
                if (other == null || !other.isUp(node.self.id())) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Who is connected with whom, and who only thinks so. */
    String describe() {
        StringBuilder text = new StringBuilder("seed " + seed);
        for (PlaneNode node : nodes()) {
            text.append("\n  ").append(node.self.id()).append(" ->");
            for (NodeId peer : node.plane.connected()) {
                PlaneNode other = find(peer);
                boolean mutual = other != null && other.isUp(node.self.id());
                text.append(' ').append(peer).append(mutual ? "" : "!");
            }
        }
        return text.toString();
    }

    private @Nullable PlaneNode find(NodeId id) {
        return nodes().stream()
                .filter(node -> node.self.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    /** Each node hears at a moment of its own who is there at that moment. */
    private void spreadNews() {
        for (PlaneNode node : List.copyOf(nodes())) {
            scheduler.setAfter(new News(node), 1 + chance.nextLong(SLOWEST_NEWS_NANOS));
        }
    }

    private final class News extends SimTimer {

        private final PlaneNode node;

        private News(PlaneNode node) {
            this.node = node;
        }

        @Override
        protected void fire() {
            node.onPeers(nodes().stream()
                    .filter(other -> other != node)
                    .map(other -> other.self)
                    .toList());
        }
    }
}
