package dev.swarm.engine.membership;

import dev.swarm.api.NodeId;
import java.util.ArrayList;
import java.util.List;

/**
 * One running doubt about a member. It starts with the longest wait, because the accuser itself may be the slow one,
 * and shrinks with each independent accuser (Lifeguard section IV.B).
 */
final class Suspicion {

    private static final long NOT_YET = Long.MIN_VALUE;

    private final long startNanos;
    private final long minNanos;
    private final long maxNanos;
    private final int wanted;
    private final List<NodeId> accusers = new ArrayList<>(4);
    private long lookedNanos = NOT_YET;
    private long postponedNanos = NOT_YET;

    /**
     * Starts a doubt raised by the first accuser, which is no confirmation.
     *
     * @param timesWronged how often the suspect was given up though it lived: each doubles the least wait, up to the
     *     longest
     */
    Suspicion(long startNanos, Timing timing, int n, NodeId firstAccuser, int timesWronged) {
        this.startNanos = startNanos;
        this.maxNanos = timing.suspicionMaxNanos(n);
        this.minNanos = Math.min(maxNanos, timing.suspicionMinNanos(n) << timesWronged);
        this.wanted = timing.confirmations(n);
        accusers.add(firstAccuser);
    }

    /** Counts an accuser; tells whether it is a new one that was still wanted, and so worth passing on. */
    boolean confirm(NodeId accuser) {
        if (accusers.size() > wanted || accusers.contains(accuser)) {
            return false;
        }
        accusers.add(accuser);
        return true;
    }

    /** Returns the moment at which the member is given up. */
    long deadlineNanos() {
        return Math.max(postponedNanos, ownDeadlineNanos());
    }

    /** Returns when to act next: a last look some time before the member is given up, then the end. */
    long nextNanos(long leadNanos) {
        return hasLooked() ? deadlineNanos() : deadlineNanos() - leadNanos;
    }

    boolean hasLooked() {
        return lookedNanos != NOT_YET;
    }

    /** Notes that the member is asked a last time. */
    void look(long nowNanos) {
        lookedNanos = nowNanos;
    }

    /** Tells whether the member has answered since it was asked a last time. */
    boolean isAnswered(long answeredNanos) {
        return hasLooked() && answeredNanos >= lookedNanos;
    }

    /** Waits a while longer, and looks again at its end. */
    void postpone(long untilNanos) {
        postponedNanos = untilNanos;
        lookedNanos = NOT_YET;
    }

    private long ownDeadlineNanos() {
        if (wanted == 0) {
            return startNanos + minNanos;
        }
        double shrunk = Math.log(accusers.size()) / Math.log(wanted + 1.0);
        long millis = (long) ((maxNanos - shrunk * (maxNanos - minNanos)) / 1e6);
        return startNanos + Math.max(minNanos, millis * 1_000_000);
    }

    int confirmations() {
        return accusers.size() - 1;
    }
}
