package dev.swarm.sim.net;

import java.time.Duration;

/**
 * What one direction of a link does to what crosses it. Each datagram meets its own fate; streams stay whole and in
 * order, and only become slower by loss, as with TCP.
 *
 * @param latencyNanos least time on the way
 * @param jitterNanos bound of the even random time on top; it alone makes datagrams overtake one another
 * @param loss share of datagrams that vanish, and of stream segments that must be sent again
 * @param duplication share of datagrams that arrive twice
 * @param reordering share of datagrams that are held back
 * @param reorderNanos bound of the even random time for which those are held back
 */
public record LinkProfile(
        long latencyNanos, long jitterNanos, double loss, double duplication, double reordering, long reorderNanos) {

    private static final long NANOS_PER_MICRO = 1_000;

    /** Checks the ranges. */
    public LinkProfile {
        checkTime("latency", latencyNanos);
        checkTime("jitter", jitterNanos);
        checkTime("reorder delay", reorderNanos);
        checkShare("loss", loss);
        checkShare("duplication", duplication);
        checkShare("reordering", reordering);
    }

    /** A fixed time on the way, and nothing ever goes wrong. */
    public static LinkProfile perfect(Duration latency) {
        return new LinkProfile(latency.toNanos(), 0, 0, 0, 0, 0);
    }

    /** A switched network: 200 to 500 microseconds, no loss. */
    public static LinkProfile lan() {
        return perfect(micros(200)).withJitter(micros(300));
    }

    /** Between continents: 80 to 120 milliseconds, no loss. */
    public static LinkProfile wan() {
        return perfect(Duration.ofMillis(80)).withJitter(Duration.ofMillis(40));
    }

    /** Returns the same with another jitter. */
    public LinkProfile withJitter(Duration jitter) {
        return new LinkProfile(latencyNanos, jitter.toNanos(), loss, duplication, reordering, reorderNanos);
    }

    /** Returns the same with another loss, 0 to 1. */
    public LinkProfile withLoss(double share) {
        return new LinkProfile(latencyNanos, jitterNanos, share, duplication, reordering, reorderNanos);
    }

    /** Returns the same with another duplication, 0 to 1. */
    public LinkProfile withDuplication(double share) {
        return new LinkProfile(latencyNanos, jitterNanos, loss, share, reordering, reorderNanos);
    }

    /** Returns the same with another share of datagrams held back, 0 to 1, for up to a time. */
    public LinkProfile withReordering(double share, Duration upTo) {
        return new LinkProfile(latencyNanos, jitterNanos, loss, duplication, share, upTo.toNanos());
    }

    private static Duration micros(long micros) {
        return Duration.ofNanos(micros * NANOS_PER_MICRO);
    }

    private static void checkTime(String what, long nanos) {
        if (nanos < 0) {
            throw new IllegalArgumentException("The " + what + " must not be negative: " + nanos + " ns");
        }
    }

    private static void checkShare(String what, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("The " + what + " must be 0 to 1, not " + share);
        }
    }
}
