package dev.swarm.benchmark;

/**
 * What one run measured. What did not happen in time is positive infinity, and for a rate 0.
 *
 * @param p50 median latency in milliseconds
 * @param p99 its 99th percentile
 * @param rate updates per second until all agree
 * @param fill seconds until the entities are on all three nodes
 * @param join seconds until a fourth node has them
 * @param fillHeartbeat longest milliseconds that a node of ours took to answer a ping while they were written;
 *     infinity for others
 * @param joinHeartbeat the same while the fourth node joined
 * @param joinCritical longest milliseconds until a critical message was taken meanwhile by a node that was there
 * @param joinLater the same by the fourth node
 */
record Result(
        double p50,
        double p99,
        double rate,
        double fill,
        double join,
        double fillHeartbeat,
        double joinHeartbeat,
        double joinCritical,
        double joinLater) {}
