package dev.swarm.api.config;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The numbers of the registry. {@code strategy}, {@code quorumSize}, {@code lease} and {@code partitions} must be the
 * same on all nodes: one that differs is left out of placement by the others, and told so.
 *
 * @param strategy who owns names, and whether that takes a quorum
 * @param filter which nodes own names
 * @param weight this node's share of the names beside others, 1 to 1,000; usually 100
 * @param partitions into how many parts names are hashed, 16 to 65,536
 * @param moves how names move
 * @param restarts how often a worker is restarted
 * @param bounds what is too large, and how long is waited
 */
public record RegistryConfig(
        Strategy strategy, Filter filter, int weight, int partitions, Moves moves, Restarts restarts, Limits bounds) {

    /** The usual weight of a node. */
    public static final int USUAL_WEIGHT = 100;

    /** The usual number of partitions: owners then differ by a few per cent. */
    public static final int USUAL_PARTITIONS = 4096;

    private static final Duration MILLI = Duration.ofMillis(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming the setting, its value and what is allowed
     */
    public RegistryConfig {
        Objects.requireNonNull(strategy, "strategy");
        Objects.requireNonNull(filter, "filter");
        Bounds.check("weight", weight, 1, 1_000);
        Bounds.check("partitions", partitions, 16, 65_536);
    }

    /**
     * Who owns names.
     *
     * @param name {@code ring}, {@code static-quorum}, or that of the user's own placement
     * @param quorumSize nodes that may own names, this one included, without which none does; 0 where no quorum is
     *     needed, else 1 to 100
     * @param lease how long a grant of the quorum is valid without renewal, 500 ms to 5 min
     */
    public record Strategy(String name, int quorumSize, Duration lease) {

        /** The name of the starting strategy: each side of a split network goes on with all names. */
        public static final String RING = "ring";

        /** The name of the strategy by which only a quorum goes on. */
        public static final String STATIC_QUORUM = "static-quorum";

        private static final int MOST = 100;
        private static final Duration SHORTEST = Duration.ofMillis(500);
        private static final Duration LONGEST = Duration.ofMinutes(5);
        private static final Duration USUAL_LEASE = Duration.ofSeconds(3);

        /** Checks the ranges. */
        public Strategy {
            boolean needsQuorum = name.equals(STATIC_QUORUM);
            Bounds.check("static-quorum-size", quorumSize, needsQuorum ? 1 : 0, needsQuorum ? MOST : 0);
            Bounds.check("lease", lease, SHORTEST, LONGEST);
        }

        /** Returns the ring. */
        public static Strategy ring() {
            return new Strategy(RING, 0, USUAL_LEASE);
        }

        /** Returns the quorum of a size, more than half of all nodes. */
        public static Strategy staticQuorum(int size) {
            return new Strategy(STATIC_QUORUM, size, USUAL_LEASE);
        }

        /** Returns a placement of the user's own, by its name. */
        public static Strategy own(String name) {
            return new Strategy(name, 0, USUAL_LEASE);
        }

        /** Tells whether owning takes a quorum. */
        public boolean needsQuorum() {
            return quorumSize > 0;
        }
    }

    /**
     * Which nodes own names; all others look up and call as clients. With any to include, these alone own, whatever is
     * excluded. Each is a literal name, or a regular expression that must match the whole name; the same on all nodes.
     *
     * @param include who owns; empty for everybody who is not excluded
     * @param exclude who does not
     */
    public record Filter(List<String> include, List<String> exclude) {

        /** Remote shells and upgrade helpers, as nodes of such names are used to be called. */
        public static final List<String> USUAL_EXCLUDE = List.of("^remsh.*$", "^.+_upgrader_.+$", "^.+_maint_.+$");

        /** Checks the expressions. */
        public Filter {
            include = List.copyOf(include);
            exclude = List.copyOf(exclude);
            include.forEach(text -> compile("include-nodes", text));
            exclude.forEach(text -> compile("exclude-nodes", text));
        }

        /** Tells whether a node of this name may own names. */
        public boolean admits(String node) {
            return include.isEmpty() ? !matches(exclude, node) : matches(include, node);
        }

        private static boolean matches(List<String> patterns, String node) {
            return patterns.stream()
                    .anyMatch(text -> text.equals(node)
                            || compile("include-nodes", text).matcher(node).matches());
        }

        private static Pattern compile(String setting, String text) {
            try {
                return Pattern.compile(text);
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException(
                        setting + " must hold names or regular expressions, and '" + text + "' is neither: "
                                + e.getDescription(),
                        e);
            }
        }
    }

    /**
     * How names move.
     *
     * @param concurrency most workers that leave a node at a time, 1 to 10,000
     * @param delay how long after a change of members names begin to move, 0 to 1 min; failover waits for nothing
     * @param handoffTimeout how long a worker may take to give its state away or to take it, 10 ms to 1 h
     * @param drainTimeout longest time for giving all names away before the node leaves, 0 to 1 h
     */
    public record Moves(int concurrency, Duration delay, Duration handoffTimeout, Duration drainTimeout) {

        /** Checks the ranges. */
        public Moves {
            Bounds.check("rebalance-concurrency", concurrency, 1, 10_000);
            Bounds.check("rebalance-delay", delay, Duration.ZERO, MINUTE);
            Bounds.check("handoff-timeout", handoffTimeout, MILLI.multipliedBy(10), HOUR);
            Bounds.check("drain-timeout", drainTimeout, Duration.ZERO, HOUR);
        }
    }

    /**
     * How often a worker is restarted.
     *
     * @param max restarts within the window after which the name is given up, 0 to 1,000,000
     * @param window 1 ms to 1 h
     * @param backoff the first pause but one, doubled each time, 1 ms to 1 min
     * @param backoffMax the longest pause, {@code backoff} to 1 h
     */
    public record Restarts(int max, Duration window, Duration backoff, Duration backoffMax) {

        /** Checks the ranges. */
        public Restarts {
            Bounds.check("max-restarts", max, 0, 1_000_000);
            Bounds.check("restart-window", window, MILLI, HOUR);
            Bounds.check("restart-backoff", backoff, MILLI, MINUTE);
            Bounds.check("restart-backoff-max", backoffMax, backoff, HOUR);
        }
    }

    /**
     * What is too large, and how long is waited.
     *
     * @param mailbox most messages that wait for one worker, 1 to 1,000,000; one more is refused
     * @param argsBytes longest arguments of a registration, 0 to 1 MiB
     * @param stateBytes longest state of a handoff, 1 KiB to 64 MiB
     * @param requestTimeout how long a call waits if it does not say, 1 ms to 1 h
     * @param stallAfter how long something may be under way before health says so, 1 s to 1 d
     */
    public record Limits(int mailbox, int argsBytes, int stateBytes, Duration requestTimeout, Duration stallAfter) {

        private static final int MEBI = 1 << 20;

        /** Checks the ranges. */
        public Limits {
            Bounds.check("mailbox-capacity", mailbox, 1, 1_000_000);
            Bounds.check("max-args-size", argsBytes, 0, MEBI);
            Bounds.check("max-state-size", stateBytes, 1024, 64L * MEBI);
            Bounds.check("request-timeout", requestTimeout, MILLI, HOUR);
            Bounds.check("stall-after", stallAfter, Duration.ofSeconds(1), Duration.ofDays(1));
        }
    }

    /** Returns the starting values. */
    public static RegistryConfig defaults() {
        return new RegistryConfig(
                Strategy.ring(),
                new Filter(List.of(), Filter.USUAL_EXCLUDE),
                USUAL_WEIGHT,
                USUAL_PARTITIONS,
                new Moves(64, Duration.ofMillis(500), Duration.ofSeconds(5), Duration.ofSeconds(10)),
                new Restarts(10, Duration.ofMinutes(1), Duration.ofMillis(100), Duration.ofSeconds(30)),
                new Limits(10_000, 64 * 1024, 8 * (1 << 20), Duration.ofSeconds(5), Duration.ofMinutes(1)));
    }

    /** Returns the same with another strategy. */
    public RegistryConfig with(Strategy other) {
        return new RegistryConfig(other, filter, weight, partitions, moves, restarts, bounds);
    }

    /** Returns the same with another filter. */
    public RegistryConfig with(Filter other) {
        return new RegistryConfig(strategy, other, weight, partitions, moves, restarts, bounds);
    }

    /** Returns the same with other moves. */
    public RegistryConfig with(Moves other) {
        return new RegistryConfig(strategy, filter, weight, partitions, other, restarts, bounds);
    }

    /** Returns the same with other restarts. */
    public RegistryConfig with(Restarts other) {
        return new RegistryConfig(strategy, filter, weight, partitions, moves, other, bounds);
    }

    /** Returns the same with other limits. */
    public RegistryConfig with(Limits other) {
        return new RegistryConfig(strategy, filter, weight, partitions, moves, restarts, other);
    }

    /** Returns the same with another weight and number of partitions. */
    public RegistryConfig with(int otherWeight, int otherPartitions) {
        return new RegistryConfig(strategy, filter, otherWeight, otherPartitions, moves, restarts, bounds);
    }
}
