package dev.swarm.engine.registry.tenure;

import dev.swarm.api.config.RegistryConfig;
import dev.swarm.engine.step.HybridClock;
import dev.swarm.engine.step.Now;

/**
 * The numbers that follow from the settings. A promise is kept somewhat longer than the lease by the clock of whoever
 * gave it, and used somewhat shorter by that of whoever has it: so much that clocks whose speeds are wrong by up to 1 %
 * each cannot make the one end before the other.
 *
 * @param partitions how many there are
 * @param quorum how many must agree
 * @param leaseNanos the lease as set
 * @param grantNanos how long a partition is owned from the sending of the round that enough granted
 * @param promiseNanos how long a promise is kept from the receipt of the round
 * @param silenceNanos how long a process promises nothing after its start, because it may have promised before
 */
record Terms(int partitions, int quorum, long leaseNanos, long grantNanos, long promiseNanos, long silenceNanos) {

    /** Two clocks apart by 1 % each need a little over 2; 3 on either side leave as much again for the unforeseen. */
    private static final int MARGIN_PERCENT = 3;

    private static final int PERCENT = 100;
    private static final int ROUNDS_PER_LEASE = 3;
    private static final int QUESTIONS_PER_LEASE = 9;
    private static final int PATIENCES_PER_LEASE = 24;
    private static final int SHORTEST_RESTS_PER_LEASE = 24;
    private static final int LONGEST_RESTS_PER_LEASE = 6;
    private static final int BURSTS_PER_LEASE = 64;
    private static final int MOST_DOUBLINGS = 3;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final int LEASES_AHEAD = 2;

    /** What a ceiling leaves above a floor that is ahead of time: room for millions of tokens. */
    private static final long ROOM_MILLIS = 100;

    static Terms of(RegistryConfig config) {
        long lease = config.strategy().lease().toNanos();
        long promise = lease / PERCENT * (PERCENT + MARGIN_PERCENT);
        return new Terms(
                config.partitions(),
                config.strategy().quorumSize(),
                lease,
                lease / PERCENT * (PERCENT - MARGIN_PERCENT),
                promise,
                promise);
    }

    /** How long after a round the next one follows if nothing happens. */
    long roundNanos() {
        return leaseNanos / ROUNDS_PER_LEASE;
    }

    /** How long after a question of a process that has just started the next one follows. */
    long questionNanos() {
        return leaseNanos / QUESTIONS_PER_LEASE;
    }

    /** How long the answers to a round may take, longer after each vain one; then what is not owned is let go. */
    long patienceNanos(int vain) {
        return Math.min(roundNanos(), (leaseNanos / PATIENCES_PER_LEASE) << Math.min(vain, MOST_DOUBLINGS));
    }

    /** How long what was not got rests, more or less, longer after each vain round. */
    long restNanos(int vain) {
        return Math.min(
                leaseNanos / LONGEST_RESTS_PER_LEASE,
                (leaseNanos / SHORTEST_RESTS_PER_LEASE) << Math.min(vain, MOST_DOUBLINGS));
    }

    /** How much time is between two rounds at least. */
    long spacingNanos() {
        return leaseNanos / BURSTS_PER_LEASE;
    }

    /** Returns what tokens stay at or below for some time, if they must be above a floor too. */
    long ceiling(Now now, long floor) {
        long ahead = LEASES_AHEAD * leaseNanos / NANOS_PER_MILLI;
        return Math.max(HybridClock.moment(now.wallMillis() + ahead), floor + HybridClock.moment(ROOM_MILLIS));
    }

    /** Tells whether a number can be a token: anything else comes from a fault, and is above all bounds. */
    static boolean isToken(long moment) {
        return moment >= 0 && moment <= Long.MAX_VALUE / 2;
    }
}
