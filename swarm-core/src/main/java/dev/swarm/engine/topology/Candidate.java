package dev.swarm.engine.topology;

import dev.swarm.api.NodeId;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.topology.AskKind;
import dev.swarm.engine.wire.topology.BallotMessage.Ask;
import dev.swarm.engine.wire.topology.BallotMessage.LetGo;
import dev.swarm.engine.wire.topology.BallotMessage.Vote;
import dev.swarm.engine.wire.topology.Ending;
import dev.swarm.engine.wire.topology.Verdict;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * This node on its way to the command. Whoever goes before all others stands; others stand only if nobody has
 * commanded for a whole lease, one after the other, as the one that should may be unable to gather votes.
 *
 * <p>First a trial, which binds nobody: would you vote for me? If a quorum would, and some of it are bound to another
 * node, that one is asked to let go; if a quorum is free, the ballot follows. So whoever cannot win disturbs nobody.
 */
final class Candidate {

    private static final int MOST_RANKS = 8;
    private static final int BACKOFF_FACTOR = 4;

    private final Council council;
    private final Command command;
    private final Deadline next = new Deadline();
    private final Deadline patience = new Deadline();
    private final Deadline lettingGo = new Deadline();
    private @Nullable Poll poll;
    private @Nullable String lastObjection;

    Candidate(Council council, Command command) {
        this.council = council;
        this.command = command;
    }

    /** Somebody answered. */
    void onVote(Now now, NodeId from, Vote vote) {
        Poll running = poll;
        if (running != null) {
            running.add(from, vote);
            evaluate(now, running);
        }
    }

    /** Looks whether this node should stand, and moves the attempt on. */
    void settle(Now now) {
        lookAfterPlace(now);
        if (!shouldStand(now)) {
            abandon();
            return;
        }
        Poll running = poll;
        if (!next.isSet()) {
            next.set(now, 0);
        }
        if (next.isDue(now) && running != null && running.kind() == AskKind.BALLOT) {
            fail(now, running);
        } else if (next.isDue(now)) {
            hold(now);
        }
    }

    long nextDeadlineNanos(Now now) {
        if (poll != null || next.isSet()) {
            return next.atNanos();
        }
        long standing = council.mayStand.isDue(now) ? Deadline.NEVER : council.mayStand.atNanos();
        long silence = council.voter.silentUntilNanos(now);
        long waiting = patience.isDue(now) ? Deadline.NEVER : patience.atNanos();
        return Math.min(Math.min(standing, silence), Math.min(waiting, lapseNanos(now)));
    }

    /** Notes since when nobody commands. */
    private void lookAfterPlace(Now now) {
        boolean isTaken = !command.isFree() || (council.known() != null && !isLapsed(now));
        if (isTaken || council.roster.present() < council.quorumSize) {
            patience.clear();
        } else if (!patience.isSet()) {
            int rank = Math.min(council.roster.rank(), MOST_RANKS);
            long stagger = rank * council.times.ballotNanos() / 2;
            patience.set(now, council.times.patienceNanos() + stagger);
        }
    }

    private boolean shouldStand(Now now) {
        boolean able = council.mayStand.isDue(now)
                && !council.leaving
                && command.isFree()
                && council.roster.isSelfElector()
                && council.roster.present() >= council.quorumSize
                && !council.voter.isSilent(now);
        return able && (isBest() || (council.quorumSize > 1 && patience.isDue(now)));
    }

    private boolean isBest() {
        return council.self.equals(council.roster.best());
    }

    private boolean isLapsed(Now now) {
        long until = council.knowledge.untilNanos();
        return until != Knowledge.NOT_TOLD && until <= now.nanos();
    }

    private long lapseNanos(Now now) {
        long until = council.knowledge.untilNanos();
        boolean matters = council.known() != null && command.isFree() && until != Knowledge.NOT_TOLD;
        return matters && until > now.nanos() ? until : Deadline.NEVER;
    }

    /** Begins a trial, or asks again. */
    private void hold(Now now) {
        Poll running = poll == null ? new Poll(AskKind.TRIAL, 0) : poll;
        poll = running;
        next.set(now, council.times.retryNanos());
        long term = council.knowledge.nextTerm(now);
        ask(now, running, council.ask(now, AskKind.TRIAL, term, !isBest(), 0));
    }

    private void ask(Now now, Poll running, Ask ask) {
        Elector bound = council.voter.boundTo(now);
        Verdict own = council.askSelf(now, ask);
        NodeId other = bound == null ? null : bound.node();
        council.askAll(ask);
        running.add(council.self.node(), new Vote(ask.kind(), ask.term(), now.nanos(), own, 0, other));
        evaluate(now, running);
    }

    private void evaluate(Now now, Poll running) {
        if (running.kind() == AskKind.BALLOT) {
            if (running.count(0, Poll::isGranted) >= council.quorumSize) {
                win(now, running);
            }
            return;
        }
        long since = now.nanos() - council.times.ballotNanos();
        NodeId self = council.self.node();
        long granted = running.count(since, Poll::isGranted);
        long free = running.count(
                since, vote -> Poll.isGranted(vote) && (vote.other() == null || self.equals(vote.other())));
        Claim standing = council.known();
        if (granted < council.quorumSize) {
            explain(now, running);
        } else if (free < council.quorumSize) {
            letGo(running.bound(since, self));
        } else if (council.quorumSize == 1 && standing != null && !isOverdue(now)) {
            letGo(Set.of(standing.node()));
        } else {
            stand(now);
        }
    }

    /** With a quorum of 1 nobody's promise is needed, so whoever commands is asked, but not for ever. */
    private boolean isOverdue(Now now) {
        if (!lettingGo.isSet()) {
            lettingGo.set(now, council.times.patienceNanos());
        }
        return lettingGo.isDue(now);
    }

    private void letGo(Set<NodeId> holders) {
        for (NodeId holder : holders) {
            council.parts.link().want(holder);
            council.parts.link().send(holder, new LetGo());
        }
    }

    private void stand(Now now) {
        lettingGo.clear();
        long term = council.knowledge.nextTerm(now);
        council.knowledge.see(term);
        Poll ballot = new Poll(AskKind.BALLOT, term);
        poll = ballot;
        next.set(now, council.times.ballotNanos());
        ask(now, ballot, council.ask(now, AskKind.BALLOT, term, !isBest(), 0));
    }

    private void win(Now now, Poll ballot) {
        poll = null;
        next.clear();
        patience.clear();
        lastObjection = null;
        command.begin(now, ballot.term(), ballot.votes());
    }

    private void fail(Now now, Poll ballot) {
        explain(now, ballot);
        poll = null;
        council.release(ballot.term(), Ending.NOT_ELECTED);
        long retry = council.times.retryNanos();
        next.set(now, retry + council.parts.random().nextLong(BACKOFF_FACTOR * retry));
    }

    private void abandon() {
        Poll running = poll;
        if (running != null && running.kind() == AskKind.BALLOT) {
            council.release(running.term(), Ending.NOT_ELECTED);
        }
        poll = null;
        next.clear();
        lettingGo.clear();
        lastObjection = null;
    }

    /** Notes what is in the way, once. */
    private void explain(Now now, Poll running) {
        String objection = running.objection();
        if (objection != null && !objection.equals(lastObjection)) {
            lastObjection = objection;
            council.note(now, council.self.node(), "is not elected: " + objection);
        }
    }
}
