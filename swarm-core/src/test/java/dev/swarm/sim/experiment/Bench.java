package dev.swarm.sim.experiment;

import dev.swarm.api.MemberStatus;
import dev.swarm.api.NodeAddress;
import dev.swarm.api.config.MembershipConfig;
import dev.swarm.api.config.PlaneConfig;
import dev.swarm.api.config.PlaneConfig.Connections;
import dev.swarm.api.event.NodeStatusChanged;
import dev.swarm.engine.wire.Keyring;
import dev.swarm.engine.wire.WireSettings;
import dev.swarm.sim.SimCluster;
import dev.swarm.sim.SimNode;
import dev.swarm.sim.SimSettings;
import dev.swarm.sim.Told;
import dev.swarm.sim.net.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A cluster at rest, to which an experiment then does something. Failures on it are silent: a node is cut off from all
 * others, as if its cable were pulled, so that no connection is refused or closed and only probing can notice. Nodes
 * have membership alone, as those of the papers: standing connections would be counted with it, and help it.
 */
final class Bench {

    private static final Duration FORMATION = Duration.ofMinutes(5);

    private final SimCluster cluster;
    private final List<SimNode> isolated = new ArrayList<>();

    private Bench(SimCluster cluster) {
        this.cluster = cluster;
    }

    /** Starts nodes, lets them find each other, and lets them rest. */
    static Bench atRest(int nodes, MembershipConfig config, long seed, Duration rest) {
        SimSettings settings = SimSettings.of(nodes)
                .with(config)
                .with(membershipAlone())
                .with(new SimSettings.Watch(Integer.MAX_VALUE, 0))
                .withWire(chance -> new WireSettings("", Keyring.none(), false, bytes -> chance.nextBytes(bytes)));
        SimCluster cluster = SimCluster.of(seed, settings);
        cluster.startAllAndConverge(FORMATION);
        cluster.runFor(rest);
        return new Bench(cluster);
    }

    private static PlaneConfig membershipAlone() {
        Connections usual = Connections.DEFAULT;
        return PlaneConfig.defaults()
                .with(new Connections(
                        0, usual.most(), usual.undecidedMost(), usual.handshakeTimeout(), usual.idleTimeout()));
    }

    SimCluster cluster() {
        return cluster;
    }

    SplittableRandom chance() {
        return cluster.chance();
    }

    long nowNanos() {
        return cluster.elapsed().toNanos();
    }

    /** Draws different nodes. */
    List<SimNode> draw(int count) {
        List<SimNode> all = new ArrayList<>(cluster.nodes());
        List<SimNode> drawn = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            drawn.add(all.remove(chance().nextInt(all.size())));
        }
        return drawn;
    }

    /** Cuts one more node off from everybody. */
    void isolate(SimNode node) {
        isolated.add(node);
        List<List<NodeAddress>> sides =
                isolated.stream().map(each -> List.of(each.address())).toList();
        cluster.network().rules().partition(sides);
    }

    /** Connects all nodes that were cut off. */
    void reconnect() {
        isolated.clear();
        cluster.network().rules().heal();
    }

    /** Returns how many messages all nodes sent so far: datagrams, and dialled streams as one each. */
    long messages() {
        return cluster.nodes().stream()
                .map(SimNode::traffic)
                .mapToLong(traffic -> traffic.datagramsSent() + traffic.streamsDialled())
                .sum();
    }

    /** Returns how many bytes all nodes sent so far, in datagrams and on streams. */
    long bytes() {
        return datagramBytes() + streamBytes();
    }

    long datagrams() {
        return cluster.nodes().stream()
                .mapToLong(node -> node.traffic().datagramsSent())
                .sum();
    }

    long datagramBytes() {
        return cluster.nodes().stream()
                .map(SimNode::traffic)
                .mapToLong(Traffic::datagramBytesSent)
                .sum();
    }

    long streamBytes() {
        return cluster.nodes().stream()
                .map(SimNode::traffic)
                .mapToLong(Traffic::streamBytesSent)
                .sum();
    }

    /** Tells whether somebody has just begun to doubt a member. */
    static boolean isDoubt(Told told) {
        return told.event() instanceof NodeStatusChanged change && change.current() == MemberStatus.SUSPECT;
    }
}
