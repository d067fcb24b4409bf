package dev.swarm.engine.membership;

import dev.swarm.api.Incarnation;
import dev.swarm.api.NodeId;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;

/**
 * One question to one member: first asked directly, then through others and over a stream, until its time is up. A
 * round only remembers; the prober asks.
 */
final class ProbeRound {

    /** Why the member is asked. */
    enum Cause {
        /** It is its turn. */
        TURN,
        /** Somebody doubts it, so that its turn is not waited for. */
        URGENT,
        /** A standing connection to it broke, so that everything is tried at once. */
        LOST
    }

    private final NodeId target;
    private final Incarnation incarnation;
    private final long seqNo;
    private final Cause cause;
    private final long directUntilNanos;
    private final long untilNanos;
    private boolean indirect;
    private int expectedNacks;
    private int receivedNacks;
    private long refusedAtNanos = Deadline.NEVER;

    ProbeRound(MemberEntry target, long seqNo, Cause cause, long directUntilNanos, long untilNanos) {
        this.target = target.id();
        this.incarnation = target.incarnation();
        this.seqNo = seqNo;
        this.cause = cause;
        this.directUntilNanos = directUntilNanos;
        this.untilNanos = untilNanos;
    }

    NodeId target() {
        return target;
    }

    /** Tells whether the member is asked at the number it has now. */
    boolean isAbout(MemberEntry entry) {
        return target.equals(entry.id()) && incarnation.equals(entry.incarnation());
    }

    /** Returns the number at which the target was asked. */
    Incarnation incarnation() {
        return incarnation;
    }

    long seqNo() {
        return seqNo;
    }

    Cause cause() {
        return cause;
    }

    /** Tells whether this round leaves nothing to gain from another one for that cause. */
    boolean isAsUrgentAs(Cause other) {
        return indirect || cause.compareTo(other) >= 0;
    }

    /** Tells whether the direct answer is overdue and nobody else was asked yet. */
    boolean wantsHelp(Now now) {
        return !indirect && directUntilNanos <= now.nanos();
    }

    /** Tells whether the time for every kind of answer is up. */
    boolean isOver(Now now) {
        return untilNanos <= now.nanos();
    }

    void onHelpAsked(int nacksToCome) {
        indirect = true;
        expectedNacks = nacksToCome;
    }

    void onNack() {
        receivedNacks = Math.min(expectedNacks, receivedNacks + 1);
    }

    /** The target's host said that nobody listens there; the first word counts. */
    void onRefused(Now now) {
        refusedAtNanos = Math.min(refusedAtNanos, now.nanos());
    }

    /** Tells whether the target was refused that long ago, and no answer to datagrams has come since. */
    boolean isGone(Now now, long graceNanos) {
        return goneAtNanos(graceNanos) <= now.nanos();
    }

    private long goneAtNanos(long graceNanos) {
        return Deadline.saturatedAdd(refusedAtNanos, graceNanos);
    }

    long untilNanos() {
        return untilNanos;
    }

    int expectedNacks() {
        return expectedNacks;
    }

    int receivedNacks() {
        return receivedNacks;
    }

    long nextDeadlineNanos(long graceNanos) {
        long next = indirect ? untilNanos : directUntilNanos;
        return Math.min(next, goneAtNanos(graceNanos));
    }
}
