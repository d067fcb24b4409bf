package dev.swarm.api.config;

import java.time.Duration;

/**
 * Every number of the membership protocol. Start from {@link #lan()}, {@link #wan()} or {@link #local()}, then change
 * single groups.
 *
 * @param probe how members are probed
 * @param suspicion how long a suspect may take to refute
 * @param lifeguard how the node's doubt about itself changes that
 * @param gossip how rumors spread
 * @param sync how full tables are exchanged, and how long they remember
 */
public record MembershipConfig(Probe probe, Suspicion suspicion, Lifeguard lifeguard, Gossip gossip, Sync sync) {

    /**
     * Checks what holds between the groups.
     *
     * @throws IllegalArgumentException if members would be forgotten while they are still told news
     */
    public MembershipConfig {
        if (sync.forgetTime().compareTo(gossip.toTheDeadTime()) < 0) {
            throw new IllegalArgumentException(
                    "forget-time (" + sync.forgetTime().toMillis()
                            + "ms) must not be shorter than gossip-to-the-dead-time ("
                            + gossip.toTheDeadTime().toMillis() + "ms)");
        }
    }

    /** Returns the profile for one data centre; memberlist's LAN figures. */
    public static MembershipConfig lan() {
        return new MembershipConfig(
                new Probe(seconds(1), millis(500), 3),
                new Suspicion(4, 6),
                Lifeguard.ON,
                new Gossip(millis(200), 3, seconds(30), 4, 1400, true),
                new Sync(seconds(30), seconds(10), Duration.ZERO, Duration.ofHours(24)));
    }

    /** Returns the profile for links of a hundred milliseconds and more; memberlist's WAN figures. */
    public static MembershipConfig wan() {
        return new MembershipConfig(
                new Probe(seconds(5), seconds(3), 3),
                new Suspicion(6, 6),
                Lifeguard.ON,
                new Gossip(millis(500), 4, seconds(60), 4, 1400, true),
                new Sync(seconds(60), seconds(30), Duration.ZERO, Duration.ofHours(24)));
    }

    /** Returns the profile for processes of one machine; memberlist's local figures. */
    public static MembershipConfig local() {
        return new MembershipConfig(
                new Probe(seconds(1), millis(200), 1),
                new Suspicion(3, 6),
                Lifeguard.ON,
                new Gossip(millis(100), 3, seconds(15), 2, 1400, true),
                new Sync(seconds(15), seconds(1), Duration.ZERO, Duration.ofHours(24)));
    }

    /** Returns the same with another patience for suspects. */
    public MembershipConfig with(Suspicion other) {
        return new MembershipConfig(probe, other, lifeguard, gossip, sync);
    }

    /** Returns the same with another way of probing. */
    public MembershipConfig with(Probe other) {
        return new MembershipConfig(other, suspicion, lifeguard, gossip, sync);
    }

    /** Returns the same with other parts of Lifeguard. */
    public MembershipConfig with(Lifeguard other) {
        return new MembershipConfig(probe, suspicion, other, gossip, sync);
    }

    /** Returns the same with another way of spreading rumors. */
    public MembershipConfig with(Gossip other) {
        return new MembershipConfig(probe, suspicion, lifeguard, other, sync);
    }

    /** Returns the same with other exchanges. */
    public MembershipConfig with(Sync other) {
        return new MembershipConfig(probe, suspicion, lifeguard, gossip, other);
    }

    /**
     * How members are probed (SWIM section 3.1).
     *
     * @param interval time between two probes, the base of all detection times; 10 ms to 10 min
     * @param timeout how long a direct ping is waited for before others are asked; 1 ms up to the interval
     * @param indirectProbes how many members are asked to ping for us, 0 to 32
     * @param targets whose turn it is
     */
    public record Probe(Duration interval, Duration timeout, int indirectProbes, Targets targets) {

        /** Makes one that goes round all members. */
        public Probe(Duration interval, Duration timeout, int indirectProbes) {
            this(interval, timeout, indirectProbes, Targets.ROUNDS);
        }

        /**
         * Checks the bounds.
         *
         * @throws IllegalArgumentException naming the setting that is out of them
         */
        public Probe {
            Bounds.check("probe-interval", interval, millis(10), Duration.ofMinutes(10));
            Bounds.check("probe-timeout", timeout, millis(1), interval);
            Bounds.check("indirect-probes", indirectProbes, 0, 32);
        }

        /** Returns the same with another choice of targets. */
        public Probe with(Targets other) {
            return new Probe(interval, timeout, indirectProbes, other);
        }
    }

    /** Who is probed next. */
    public enum Targets {
        /** Each in its turn, in an order shuffled for each round (SWIM section 4.3): nobody is left out for long. */
        ROUNDS,
        /** Any, by chance (SWIM section 3.1): what the published analysis assumes; for comparisons. */
        FREE
    }

    /**
     * How long a suspect may take to refute (SWIM section 4.2, Lifeguard section IV.B).
     *
     * @param multiplier how many probe intervals, times log10 of the cluster's size, it has at least; 1 to 100
     * @param maxMultiplier how many times longer it has while nobody else doubts it, 1 to 100; 1 keeps the time fixed
     */
    public record Suspicion(int multiplier, int maxMultiplier) {

        /**
         * Checks the bounds.
         *
         * @throws IllegalArgumentException naming the setting that is out of them
         */
        public Suspicion {
            Bounds.check("suspicion-multiplier", multiplier, 1, 100);
            Bounds.check("suspicion-max-multiplier", maxMultiplier, 1, 100);
        }
    }

    /**
     * Which parts of Lifeguard are on.
     *
     * @param healthScoreMax highest doubt of the node about itself, by which interval and time-out of its probes grow
     *     (section IV.A); 0 to 100, 0 switches it off
     * @param buddy whether a suspect hears of the suspicion with the next probe (section IV.C)
     * @param urgentConfirmation whether members told of a suspicion probe the suspect at once instead of in their turn,
     *     so that they need not take the word of an accuser in doubt itself, and can be patient with whoever was given
     *     up by mistake
     */
    public record Lifeguard(int healthScoreMax, boolean buddy, boolean urgentConfirmation) {

        /** Everything on, with the paper's highest score. */
        public static final Lifeguard ON = new Lifeguard(8, true, true);

        /** Plain SWIM. */
        public static final Lifeguard OFF = new Lifeguard(0, false, false);

        /**
         * Checks the bounds.
         *
         * @throws IllegalArgumentException naming the setting that is out of them
         */
        public Lifeguard {
            Bounds.check("health-score-max", healthScoreMax, 0, 100);
        }
    }

    /**
     * How rumors spread (SWIM section 4.1, memberlist specification section 11.8).
     *
     * @param interval time between two rounds, 5 ms to 1 min
     * @param nodes how many members get each round, 1 to 32
     * @param toTheDeadTime how long members given up are still told news, so that they can refute; up to 1 day
     * @param retransmitMultiplier how many times log10 of the cluster's size each rumor is passed on, 1 to 32
     * @param packetSize most bytes of one datagram, 1200 (below that the longest names and metadata under the longest
     *     label would not fit) to 65507
     * @param prompt whether news after a quiet while leaves at once; if not it waits for the next beat of the interval,
     *     as in memberlist, which costs up to one interval each time it is passed on
     */
    public record Gossip(
            Duration interval,
            int nodes,
            Duration toTheDeadTime,
            int retransmitMultiplier,
            int packetSize,
            boolean prompt) {

        /**
         * Checks the bounds.
         *
         * @throws IllegalArgumentException naming the setting that is out of them
         */
        public Gossip {
            Bounds.check("gossip-interval", interval, millis(5), Duration.ofMinutes(1));
            Bounds.check("gossip-nodes", nodes, 1, 32);
            Bounds.check("gossip-to-the-dead-time", toTheDeadTime, Duration.ZERO, Duration.ofDays(1));
            Bounds.check("retransmit-multiplier", retransmitMultiplier, 1, 32);
            Bounds.check("packet-size", packetSize, 1_200, 65_507);
        }
    }

    /**
     * How full tables are exchanged, and how long they remember.
     *
     * @param pushPullInterval time between two exchanges with one member, longer in clusters above 32; 100 ms to 1 day
     * @param streamTimeout longest time for one exchange, 10 ms to 10 min
     * @param deadNodeReclaimTime how long the name of a member given up stays bound to its address, up to 1 day; zero
     *     frees it at once
     * @param forgetTime how long members given up or gone are remembered, and their addresses tried; up to 30 days
     */
    public record Sync(
            Duration pushPullInterval, Duration streamTimeout, Duration deadNodeReclaimTime, Duration forgetTime) {

        /**
         * Checks the bounds.
         *
         * @throws IllegalArgumentException naming the setting that is out of them
         */
        public Sync {
            Bounds.check("push-pull-interval", pushPullInterval, millis(100), Duration.ofDays(1));
            Bounds.check("stream-timeout", streamTimeout, millis(10), Duration.ofMinutes(10));
            Bounds.check("dead-node-reclaim-time", deadNodeReclaimTime, Duration.ZERO, Duration.ofDays(1));
            Bounds.check("forget-time", forgetTime, Duration.ZERO, Duration.ofDays(30));
        }
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
