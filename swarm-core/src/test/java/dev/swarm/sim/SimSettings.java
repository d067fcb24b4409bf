package dev.swarm.sim;

import dev.swarm.api.config.MembershipConfig;
import dev.swarm.api.config.MonitorConfig;
import dev.swarm.api.config.PlaneConfig;
import dev.swarm.api.config.RegistryConfig;
import dev.swarm.api.config.TopologyConfig;
import dev.swarm.api.registry.Placement;
import dev.swarm.engine.wire.Keyring;
import dev.swarm.engine.wire.WireSettings;
import dev.swarm.sim.net.LinkProfile;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * What a run is made of; with the seed it determines everything. Start from {@link #of} and change what matters.
 *
 * @param nodes how many nodes there are, none of them started
 * @param membership the numbers of the protocol, the same for all
 * @param plane the numbers of the data plane, the same for all
 * @param wire makes each process's wire settings, given chance for its nonces
 * @param links what all links are at first
 * @param topology the numbers of roles and command, the same for all
 * @param measuring how nodes measure links, the same for all
 * @param watch how closely nodes are watched
 * @param clocks how wrong clocks and timers are
 * @param naming how names are placed, the same for all
 */
public record SimSettings(
        int nodes,
        MembershipConfig membership,
        PlaneConfig plane,
        Function<SplittableRandom, WireSettings> wire,
        LinkProfile links,
        TopologyConfig topology,
        Measuring measuring,
        Watch watch,
        Clocks clocks,
        Naming naming) {

    private static final int MOST_NODES_WATCHED_EACH_STEP = 16;
    private static final int FACTS_KEPT = 4096;

    /** Plain text on a local network with the figures for one, clocks within a second of each other. */
    public static SimSettings of(int nodes) {
        return new SimSettings(
                nodes,
                MembershipConfig.lan(),
                PlaneConfig.defaults(),
                chance -> new WireSettings("swarm", Keyring.none(), false, bytes -> chance.nextBytes(bytes)),
                LinkProfile.lan(),
                TopologyConfig.defaults(),
                Measuring.OFF,
                new Watch(Math.max(1, nodes / MOST_NODES_WATCHED_EACH_STEP), FACTS_KEPT),
                new Clocks(Duration.ofSeconds(1), Duration.ofNanos(100_000), 0),
                Naming.USUAL);
    }

    /** Returns the same with other figures of the protocol. */
    public SimSettings with(MembershipConfig other) {
        return new SimSettings(nodes, other, plane, wire, links, topology, measuring, watch, clocks, naming);
    }

    /** Returns the same with other figures of the data plane. */
    public SimSettings with(PlaneConfig other) {
        return new SimSettings(nodes, membership, other, wire, links, topology, measuring, watch, clocks, naming);
    }

    /** Returns the same with other links. */
    public SimSettings with(LinkProfile other) {
        return new SimSettings(nodes, membership, plane, wire, other, topology, measuring, watch, clocks, naming);
    }

    /** Returns the same with other figures of roles and command. */
    public SimSettings with(TopologyConfig other) {
        return new SimSettings(nodes, membership, plane, wire, links, other, measuring, watch, clocks, naming);
    }

    /** Returns the same with another way to measure links. */
    public SimSettings with(Measuring other) {
        return new SimSettings(nodes, membership, plane, wire, links, topology, other, watch, clocks, naming);
    }

    /** Returns the same with another way to watch. */
    public SimSettings with(Watch other) {
        return new SimSettings(nodes, membership, plane, wire, links, topology, measuring, other, clocks, naming);
    }

    /** Returns the same with other clocks. */
    public SimSettings with(Clocks other) {
        return new SimSettings(nodes, membership, plane, wire, links, topology, measuring, watch, other, naming);
    }

    /** Returns the same with another way to place names. */
    public SimSettings with(Naming other) {
        return new SimSettings(nodes, membership, plane, wire, links, topology, measuring, watch, clocks, other);
    }

    /** Returns the same with other wire settings. */
    public SimSettings withWire(Function<SplittableRandom, WireSettings> other) {
        return new SimSettings(nodes, membership, plane, other, links, topology, measuring, watch, clocks, naming);
    }

    /**
     * How nodes measure links.
     *
     * @param isOn whether they do at all
     * @param config the numbers of the monitor
     */
    public record Measuring(boolean isOn, MonitorConfig config) {

        /** Membership is alone. */
        public static final Measuring OFF = new Measuring(false, MonitorConfig.defaults());

        /** As nodes do by default. */
        public static final Measuring USUAL = new Measuring(true, MonitorConfig.defaults());

        /** So few pings an interval that most nodes are asked in turn. */
        public static Measuring few(int pingsPerInterval) {
            MonitorConfig usual = MonitorConfig.defaults();
            return new Measuring(
                    true,
                    new MonitorConfig(
                            usual.pingInterval(),
                            pingsPerInterval,
                            usual.suspectAfter(),
                            usual.downAfter(),
                            usual.historySize(),
                            usual.coordinates()));
        }
    }

    /**
     * How names are placed.
     *
     * @param config the numbers of the registry
     * @param placement who should have which name
     */
    public record Naming(RegistryConfig config, Placement placement) {

        private static final int FEW_PARTITIONS = 64;

        /** As nodes do by default, but with few partitions, so that there is little to count. */
        public static final Naming USUAL = of(RegistryConfig.defaults());

        /** The ring, or a quorum, with few partitions. */
        public static Naming of(RegistryConfig config) {
            return new Naming(config.with(config.weight(), FEW_PARTITIONS), Placement.ring());
        }

        /** Returns the same with another placement. */
        public Naming with(Placement other) {
            return new Naming(config, other);
        }
    }

    /**
     * How closely nodes are watched.
     *
     * @param lookEvery the view is looked at in each so many-th step of a process; 1 for each step
     * @param factsKept how many facts each node keeps, the newest; 0 for none
     */
    public record Watch(int lookEvery, int factsKept) {}

    /**
     * How wrong clocks and timers are.
     *
     * @param skewMax wall clocks differ from the true time by up to this, either way
     * @param latenessMax timers fire up to this late, as on a real machine
     * @param driftMaxPpm monotonic clocks run up to so many parts in a million too fast or too slow, each at a rate of
     *     its own
     */
    public record Clocks(Duration skewMax, Duration latenessMax, int driftMaxPpm) {

        long drift(SplittableRandom chance) {
            return driftMaxPpm == 0 ? 0 : chance.nextInt(-driftMaxPpm, driftMaxPpm + 1);
        }
    }
}
