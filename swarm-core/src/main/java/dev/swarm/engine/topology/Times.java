package dev.swarm.engine.topology;

import dev.swarm.api.config.TopologyConfig;

/**
 * The times that follow from the lease. A voter keeps its promise somewhat longer than the lease by its own clock, and
 * the commander uses the lease somewhat shorter by its own: so much that clocks whose speeds are wrong by up to 1 %
 * each cannot make the one end before the other.
 */
final class Times {

    private static final int PERCENT = 100;

    /** Two clocks apart by 1 % each need a little over 2; 3 on either side leave as much again for the unforeseen. */
    private static final int MARGIN_PERCENT = 3;

    private static final int RENEWALS_PER_LEASE = 3;
    private static final int TRIES_PER_LEASE = 25;
    private static final int BALLOTS_PER_LEASE = 4;
    private static final long MILLI = 1_000_000;
    private static final long SHORTEST_RETRY = 20 * MILLI;
    private static final long LONGEST_RETRY = 500 * MILLI;
    private static final long LONGEST_BALLOT = 2_000 * MILLI;

    private final long leaseNanos;

    Times(TopologyConfig config) {
        this.leaseNanos = config.lease().toNanos();
    }

    /** How long a command is valid from the sending of the round that enough voters granted. */
    long grantNanos() {
        return leaseNanos / PERCENT * (PERCENT - MARGIN_PERCENT);
    }

    /** How long a voter keeps a promise from its receipt, and is silent after its start. */
    long promiseNanos() {
        return leaseNanos / PERCENT * (PERCENT + MARGIN_PERCENT);
    }

    /** How long the place may be empty before whoever is there may take it. */
    long patienceNanos() {
        return leaseNanos;
    }

    long renewNanos() {
        return leaseNanos / RENEWALS_PER_LEASE;
    }

    /** How long a candidate waits for the answers to a trial, and between two of them. */
    long retryNanos() {
        return Math.max(SHORTEST_RETRY, Math.min(LONGEST_RETRY, leaseNanos / TRIES_PER_LEASE));
    }

    /** How long a candidate waits for votes. */
    long ballotNanos() {
        return Math.min(LONGEST_BALLOT, leaseNanos / BALLOTS_PER_LEASE);
    }

    /** How long a node that has just joined others listens who commands, before it thinks that nobody does. */
    long orientationNanos() {
        return Math.min(1_000 * MILLI, renewNanos());
    }

    /** How often a commander that steps down looks whether its tasks have ended. */
    long drainNanos() {
        return 10 * MILLI;
    }
}
