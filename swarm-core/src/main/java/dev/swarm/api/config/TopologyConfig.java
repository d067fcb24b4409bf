package dev.swarm.api.config;

import java.time.Duration;

/**
 * The numbers of roles and command.
 *
 * @param quorumSize nodes, this one included, without which nobody commands; guests, observers and relays do not count;
 *     1 to 100. With 1 each island of a split network has a commander. More than half of all nodes means that there
 *     is never more than one valid command
 * @param lease how long a command is valid without renewal, 1 s to 5 min: longer bears longer silence of the network,
 *     shorter replaces a lost commander sooner
 */
public record TopologyConfig(int quorumSize, Duration lease) {

    private static final int MOST = 100;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming the setting, its value and what is allowed
     */
    public TopologyConfig {
        Bounds.check("quorum-size", quorumSize, 1, MOST);
        Bounds.check("lease", lease, SHORTEST, LONGEST);
    }

    /** Returns the starting values: a node alone may command, for five seconds at a time. */
    public static TopologyConfig defaults() {
        return new TopologyConfig(1, Duration.ofSeconds(5));
    }

    /** Returns the same with another quorum. */
    public TopologyConfig withQuorumSize(int other) {
        return new TopologyConfig(other, lease);
    }

    /** Returns the same with another lease. */
    public TopologyConfig withLease(Duration other) {
        return new TopologyConfig(quorumSize, other);
    }
}
