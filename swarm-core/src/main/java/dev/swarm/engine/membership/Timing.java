package dev.swarm.engine.membership;

import dev.swarm.api.config.MembershipConfig;
import dev.swarm.engine.step.Deadline;

/** The settings in nanoseconds, and the formulas that depend on the cluster's size (specification section 11). */
final class Timing {

    /** Clusters up to this size exchange full tables at the configured interval. */
    private static final int PUSH_PULL_UNSCALED = 32;

    private static final int THOUSANDTHS = 1_000;

    private static final int FORGIVEN_AFTER_DOUBTS = 10;

    private final MembershipConfig config;
    private final long probeIntervalNanos;

    Timing(MembershipConfig config) {
        this.config = config;
        this.probeIntervalNanos = config.probe().interval().toNanos();
    }

    MembershipConfig config() {
        return config;
    }

    long probeIntervalNanos() {
        return probeIntervalNanos;
    }

    long probeTimeoutNanos() {
        return config.probe().timeout().toNanos();
    }

    /** Returns how long a member whose host refuses connections may still answer a datagram. */
    long refusalGraceNanos() {
        return probeTimeoutNanos() / 5;
    }

    long gossipIntervalNanos() {
        return config.gossip().interval().toNanos();
    }

    long toTheDeadNanos() {
        return config.gossip().toTheDeadTime().toNanos();
    }

    long streamTimeoutNanos() {
        return config.sync().streamTimeout().toNanos();
    }

    long reclaimNanos() {
        return config.sync().deadNodeReclaimTime().toNanos();
    }

    long forgetNanos() {
        return config.sync().forgetTime().toNanos();
    }

    /** Returns the shortest time a suspect has to refute, in a cluster of n; the factor is cut to three decimals. */
    long suspicionMinNanos(int n) {
        double factor = Math.max(1.0, Math.log10(Math.max(1, n)));
        long thousandths = (long) (factor * THOUSANDTHS);
        return config.suspicion().multiplier() * probeIntervalNanos / THOUSANDTHS * thousandths;
    }

    /** Returns the longest time a suspect has to refute, while nobody confirms the doubt. */
    long suspicionMaxNanos(int n) {
        return config.suspicion().maxMultiplier() * suspicionMinNanos(n);
    }

    /**
     * Returns how many independent confirmations shorten the wait to its least; none where too few could confirm, or
     * where the wait is fixed, so that nobody passes on what changes nothing.
     */
    int confirmations(int n) {
        if (config.suspicion().maxMultiplier() == 1) {
            return 0;
        }
        int wanted = Math.max(0, config.suspicion().multiplier() - 2);
        return n - 2 < wanted ? 0 : wanted;
    }

    /** Tells whether accusations are weighed by what is believed of the accuser. */
    boolean weighsAccusers() {
        return config.lifeguard().urgentConfirmation();
    }

    /** Returns how long a member must keep one status until it does not matter any more that it was wronged. */
    long forgivenNanos(int n) {
        return FORGIVEN_AFTER_DOUBTS * suspicionMaxNanos(n);
    }

    /** Returns how often each rumor is passed on by one node in a cluster of n. */
    int retransmitLimit(int n) {
        return config.gossip().retransmitMultiplier() * (int) Math.ceil(Math.log10(n + 1.0));
    }

    /** Returns the time between two full exchanges in a cluster of n, so that their sum grows slower than n. */
    long pushPullNanos(int n) {
        long interval = config.sync().pushPullInterval().toNanos();
        if (n <= PUSH_PULL_UNSCALED) {
            return interval;
        }
        double doublings = Math.log(n) / Math.log(2) - Math.log(PUSH_PULL_UNSCALED) / Math.log(2);
        return interval * (1 + (long) Math.ceil(doublings));
    }

    /**
     * Returns how long a member given up or gone is still part of exchanged tables: until everyone could have heard.
     */
    long spreadNanos(int n) {
        return Deadline.saturatedAdd(toTheDeadNanos(), 2 * pushPullNanos(n));
    }
}
