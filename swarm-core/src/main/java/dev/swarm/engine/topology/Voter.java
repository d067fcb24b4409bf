package dev.swarm.engine.topology;

import dev.swarm.api.NodeId;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.topology.AskKind;
import dev.swarm.engine.wire.topology.BallotMessage.Ask;
import dev.swarm.engine.wire.topology.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * This node's one vote. Granting is a promise: to vote for nobody else for somewhat longer than a lease, and never
 * again for that term or a lower one. Any two quorums share a voter if a quorum is more than half, so while one
 * command is valid no other can get its votes.
 *
 * <p>A process that has just started has forgotten what it promised before, and so is silent for as long as such a
 * promise may run. With a quorum of 1 availability goes first: there is no silence, and a promise to whoever is gone
 * does not bind.
 */
final class Voter {

    private final Times times;
    private final Roster roster;
    private final boolean bindsAlways;
    private final Deadline silence = new Deadline();
    private @Nullable Elector promisee;
    private long term;
    private long untilNanos;

    Voter(Times times, Roster roster, int quorumSize) {
        this.times = times;
        this.roster = roster;
        this.bindsAlways = quorumSize > 1;
    }

    void start(Now now) {
        if (bindsAlways) {
            silence.set(now, times.promiseNanos());
        }
    }

    /** Tells whether it may have forgotten promises that still bind. */
    boolean isSilent(Now now) {
        return silence.isSet() && !silence.isDue(now);
    }

    /** Returns when it may vote, in monotonic nanoseconds, {@link Deadline#NEVER} if it may. */
    long silentUntilNanos(Now now) {
        return isSilent(now) ? silence.atNanos() : Deadline.NEVER;
    }

    /** Returns whom a running promise binds this node to, {@code null} if it is free. */
    @Nullable
    Elector boundTo(Now now) {
        Elector to = promisee;
        if (to == null || now.nanos() >= untilNanos) {
            return null;
        }
        return bindsAlways || roster.isHere(to) ? to : null;
    }

    /** Returns the highest term for which a vote was promised, 0 for none. */
    long term() {
        return term;
    }

    /** Says what the answer is; changes nothing. */
    Verdict judge(Now now, Ask ask, @Nullable Elector candidate) {
        if (isSilent(now)) {
            return Verdict.NOT_YET;
        } else if (candidate == null || !roster.isSelfElector()) {
            return Verdict.NO_ELECTOR;
        }
        Elector bound = boundTo(now);
        if (bound != null && !bound.equals(candidate)) {
            // a trial asks what would be if that one let go, which it does for whoever goes before it
            boolean isTrial = ask.kind() == AskKind.TRIAL && !ask.insistent();
            return isTrial && roster.goesBefore(candidate, bound) ? preference(ask, candidate) : Verdict.BOUND;
        } else if (ask.kind() == AskKind.TRIAL) {
            return preference(ask, candidate);
        } else if (ask.term() < term || (ask.term() == term && !candidate.equals(promisee))) {
            return Verdict.OLD_TERM;
        }
        return ask.kind() == AskKind.RENEWAL ? Verdict.GRANTED : preference(ask, candidate);
    }

    private Verdict preference(Ask ask, Elector candidate) {
        Elector best = roster.best();
        boolean betterKnown = best != null && roster.goesBefore(best, candidate);
        return betterKnown && !ask.insistent() ? Verdict.SENIOR : Verdict.GRANTED;
    }

    /** Gives the vote, or gives it for longer. */
    void promise(Now now, Elector candidate, long forTerm) {
        promisee = candidate;
        term = forTerm;
        untilNanos = now.nanos() + times.promiseNanos();
    }

    /** Whoever has the vote gives it back; it never was or never again is in command in that term. */
    void release(NodeId node, long ofTerm) {
        Elector to = promisee;
        if (to != null && to.node().equals(node) && term == ofTerm) {
            promisee = null;
        }
    }
}
