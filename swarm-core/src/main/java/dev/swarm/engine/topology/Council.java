package dev.swarm.engine.topology;

import dev.swarm.api.NodeId;
import dev.swarm.api.Quorum;
import dev.swarm.api.failure.OverlayFullException;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.topology.AskKind;
import dev.swarm.engine.wire.topology.BallotMessage;
import dev.swarm.engine.wire.topology.BallotMessage.Ask;
import dev.swarm.engine.wire.topology.CommandValue;
import dev.swarm.engine.wire.topology.Ending;
import dev.swarm.engine.wire.topology.Verdict;
import org.jspecify.annotations.Nullable;

/** What the parts of the topology share: who there is, what is known, one vote, one way to speak. */
final class Council {

    final TopologyParts parts;
    final Elector self;
    final int quorumSize;
    final Times times;
    final Trail trail = new Trail();
    final Roles roles;
    final Roster roster;
    final Knowledge knowledge;
    final Voter voter;

    /** When this node may stand for election at the earliest; not before it has found its place. */
    final Deadline mayStand = new Deadline();

    boolean leaving;

    Council(TopologyParts parts) {
        this.parts = parts;
        this.self = new Elector(parts.self(), parts.meta().startedAtMillis());
        this.quorumSize = parts.config().quorumSize();
        this.times = new Times(parts.config());
        this.roles = new Roles(parts.outbox(), trail);
        this.roster = new Roster(self, parts.meta().role(), roles);
        this.knowledge = new Knowledge(self);
        this.voter = new Voter(times, roster, quorumSize);
    }

    Quorum quorum() {
        return new Quorum(quorumSize, roster.present());
    }

    /** Returns who commands: the highest command known, if its process is here. */
    @Nullable
    Claim known() {
        Claim claim = knowledge.claim();
        return claim != null && roster.isHere(claim.elector()) ? claim : null;
    }

    /** Returns an ask of this node, sent now. */
    Ask ask(Now now, AskKind kind, long term, boolean insistent, long leaseNanos) {
        return new Ask(kind, term, self.startedAtMillis(), now.nanos(), insistent, leaseNanos / 1_000_000);
    }

    /** Asks this node itself, and takes its promise if it gives one. */
    Verdict askSelf(Now now, Ask ask) {
        Verdict verdict = voter.judge(now, ask, roster.find(self.node()));
        if (verdict == Verdict.GRANTED && ask.kind() != AskKind.TRIAL) {
            voter.promise(now, self, ask.term());
        }
        return verdict;
    }

    /** Asks all other electors. */
    void askAll(Ask ask) {
        wantElectors();
        roster.forEachOther(elector -> parts.link().send(elector.node(), ask));
    }

    /** Asks for connections to all whose votes may be needed; in a mesh they stand already. */
    void wantElectors() {
        if (quorumSize > 1) {
            roster.forEachOther(elector -> parts.link().want(elector.node()));
        }
    }

    /** Sends to everybody who is connected, those who take no part in elections too. */
    void tellEverybody(BallotMessage message) {
        roster.forEachPeer(node -> parts.link().send(node, message));
    }

    /** Gives up a term: its voters are free. */
    void release(long term, Ending ending) {
        voter.release(self.node(), term);
        tellEverybody(new BallotMessage.Release(term, ending));
    }

    /** Lets everybody know, those who take no part in elections too. */
    void record(Now now, long term, @Nullable Ending ending) {
        CommandValue value = new CommandValue(self.node(), self.startedAtMillis(), term, ending);
        try {
            parts.register().write(now, Knowledge.COMMAND, value.encode());
        } catch (OverlayFullException e) {
            note(now, self.node(), "could not tell all of its command: " + e.getMessage());
        }
    }

    void note(Now now, NodeId node, String text) {
        trail.add(now.instant(), node, text);
    }
}
