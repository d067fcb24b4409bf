package dev.swarm.engine.topology;

import dev.swarm.api.NodeId;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.topology.AskKind;
import dev.swarm.engine.wire.topology.BallotMessage.Ask;
import dev.swarm.engine.wire.topology.BallotMessage.Vote;
import dev.swarm.engine.wire.topology.Ending;
import dev.swarm.engine.wire.topology.Verdict;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The command of this node, from the election to the end. It is valid from the sending of the latest ask that enough
 * voters have granted, for a little less than the lease; what each voter granted last is kept, and the lease counts
 * from the last moment that a quorum of them reaches.
 *
 * <p>Stepping down takes two moves: the lease is stopped, so that no task begins; and when no task runs any more, or
 * the lease would have ended, the voters are set free. Only then may another node be elected.
 */
final class Command {

    private final Council council;
    private final Map<NodeId, Long> grantedAt = new TreeMap<>();
    private final Deadline renew = new Deadline();
    private final Deadline drain = new Deadline();
    private @Nullable LeaseGate gate;
    private @Nullable Ending ending;

    Command(Council council) {
        this.council = council;
    }

    /** Tells whether this node commands. */
    boolean isHeld() {
        return gate != null && ending == null;
    }

    /** Tells whether this node neither commands nor still has to set its voters free. */
    boolean isFree() {
        return gate == null;
    }

    /** Returns the number of the command; 0 if there is none. */
    long term() {
        return gate == null ? 0 : gate.term();
    }

    /** Returns until when the command is valid, in monotonic nanoseconds; 0 if there is none. */
    long untilNanos() {
        return gate == null ? 0 : gate.untilNanos();
    }

    /** Takes up the command, with the votes that made it. */
    void begin(Now now, long term, Map<NodeId, Vote> votes) {
        grantedAt.clear();
        ending = null;
        votes.forEach((node, vote) -> {
            if (vote.verdict() == Verdict.GRANTED) {
                grantedAt.put(node, vote.round());
            }
        });
        LeaseGate fresh = new LeaseGate(term, grantedUntilNanos());
        gate = fresh;
        council.knowledge.offer(new Claim(council.self.node(), council.self.startedAtMillis(), term), 0);
        council.note(now, council.self.node(), "was elected with term " + term + " by " + voters());
        council.record(now, term, null);
        council.parts.model().setLease(fresh);
        renew(now);
    }

    /** Somebody answered a renewal, or the ballot after it was won. */
    void onVote(NodeId from, Vote vote) {
        LeaseGate held = gate;
        if (held == null || ending != null || vote.term() != held.term()) {
            return;
        }
        if (vote.verdict() == Verdict.GRANTED) {
            grantedAt.merge(from, vote.round(), Math::max);
            held.extend(Math.max(held.untilNanos(), grantedUntilNanos()));
        }
        if (council.quorumSize == 1 && vote.seenTerm() > held.term()) {
            council.knowledge.onForeign(vote.seenTerm());
        }
    }

    /** A node that goes before this one, and has enough behind it, wants the command. */
    void onLetGo(Now now, Elector from) {
        if (isHeld() && council.roster.goesBefore(from, council.self)) {
            council.note(now, council.self.node(), "hands over to " + from.node() + ", which goes before it");
            stepDown(now, Ending.HANDED_OVER);
        }
    }

    /** A command of another node stands too, as far as it says. */
    void onRival(Now now, Claim rival) {
        Elector elector = council.roster.find(rival.node());
        boolean isBetter = elector != null && council.roster.goesBefore(elector, council.self);
        if (isHeld() && !rival.node().equals(council.self.node()) && isBetter && council.quorumSize == 1) {
            council.note(now, council.self.node(), "met " + rival.node() + ", which commands and goes before it");
            stepDown(now, Ending.MET_ANOTHER);
        }
    }

    /** A peer is connected: it should know. */
    void onUp(Now now, NodeId peer) {
        if (isHeld()) {
            council.parts.link().send(peer, renewal(now));
        }
    }

    /** Looks whether the command still stands, and moves it on. */
    void settle(Now now) {
        LeaseGate held = gate;
        if (held == null) {
            return;
        }
        Ending reason = ending == null ? reasonToEnd(now, held) : null;
        if (reason != null) {
            stepDown(now, reason);
        } else if (ending == null && renew.isDue(now)) {
            renew(now);
        }
        Ending why = ending;
        if (why != null && (held.isIdle() || now.nanos() >= held.untilNanos())) {
            gate = null;
            ending = null;
            drain.clear();
            council.release(held.term(), why);
            council.record(now, held.term(), why);
        } else if (why != null) {
            drain.set(now, council.times.drainNanos());
        }
    }

    long nextDeadlineNanos() {
        LeaseGate held = gate;
        if (held == null) {
            return Deadline.NEVER;
        }
        return ending != null ? drain.atNanos() : Math.min(renew.atNanos(), held.untilNanos());
    }

    private @Nullable Ending reasonToEnd(Now now, LeaseGate held) {
        if (council.leaving) {
            return Ending.LEAVING;
        } else if (!council.roster.isSelfElector()) {
            return Ending.ROLE_LOST;
        } else if (council.roster.present() < council.quorumSize) {
            return Ending.QUORUM_LOST;
        } else if (now.nanos() >= held.untilNanos()) {
            return Ending.LEASE_ENDED;
        } else if (council.knowledge.foreignTerm() >= held.term()) {
            return Ending.MET_ANOTHER;
        }
        return null;
    }

    private void stepDown(Now now, Ending why) {
        LeaseGate held = gate;
        if (held != null && ending == null) {
            held.close();
            ending = why;
            council.knowledge.end(council.self.node(), held.term(), why);
            council.note(now, council.self.node(), "steps down from term " + held.term() + ": " + why.text());
            drain.set(now, 0);
        }
    }

    private void renew(Now now) {
        renew.set(now, council.times.renewNanos());
        Ask ask = renewal(now);
        if (council.askSelf(now, ask) == Verdict.GRANTED) {
            grantedAt.put(council.self.node(), now.nanos());
            LeaseGate held = gate;
            if (held != null) {
                held.extend(Math.max(held.untilNanos(), grantedUntilNanos()));
            }
        }
        council.wantElectors();
        council.tellEverybody(ask);
    }

    private Ask renewal(Now now) {
        LeaseGate held = gate;
        long left = held == null ? 0 : held.remainingNanos(now.nanos());
        return council.ask(now, AskKind.RENEWAL, term(), false, left);
    }

    /** The lease counts from the latest moment to which a quorum of voters has granted it. */
    private long grantedUntilNanos() {
        long[] moments =
                grantedAt.values().stream().mapToLong(Long::longValue).sorted().toArray();
        int reached = moments.length - council.quorumSize;
        return reached < 0 ? 0 : moments[reached] + council.times.grantNanos();
    }

    private String voters() {
        return String.join(", ", grantedAt.keySet().stream().map(NodeId::name).toList());
    }
}
