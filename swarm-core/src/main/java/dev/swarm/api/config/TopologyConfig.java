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
 * @param expectedSize nodes that may command, this one included, for which a node that starts waits before it stands
 *     for election; 1 to 1000, 1 to wait for nobody. It is a wish and no condition: the quorum alone is that
 * @param expectedWait longest time it waits for them, since its start; 0 to 10 min
 */
public record TopologyConfig(int quorumSize, Duration lease, int expectedSize, Duration expectedWait) {

    private static final int MOST = 100;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int MOST_EXPECTED = 1000;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming the setting, its value and what is allowed
     */
    public TopologyConfig {
        Bounds.check("quorum-size", quorumSize, 1, MOST);
        Bounds.check("lease", lease, SHORTEST, LONGEST);
        Bounds.check("expected-size", expectedSize, 1, MOST_EXPECTED);
        Bounds.check("expected-wait", expectedWait, Duration.ZERO, LONGEST_WAIT);
    }

    /** Returns the starting values: a node alone may command, for five seconds at a time, and waits for nobody. */
    public static TopologyConfig defaults() {
        return new TopologyConfig(1, Duration.ofSeconds(5), 1, Duration.ofSeconds(30));
    }

    /** Returns the same with another quorum. */
    public TopologyConfig withQuorumSize(int other) {
        return new TopologyConfig(other, lease, expectedSize, expectedWait);
    }

    /** Returns the same with another lease. */
    public TopologyConfig withLease(Duration other) {
        return new TopologyConfig(quorumSize, other, expectedSize, expectedWait);
    }

    /** Returns the same for another number of nodes to wait for. */
    public TopologyConfig withExpectedSize(int other) {
        return new TopologyConfig(quorumSize, lease, other, expectedWait);
    }

    /** Returns the same with another longest wait for them. */
    public TopologyConfig withExpectedWait(Duration other) {
        return new TopologyConfig(quorumSize, lease, expectedSize, other);
    }
}
