package dev.swarm.engine.topology;

import dev.swarm.api.ClusterView;
import dev.swarm.api.Member;
import dev.swarm.api.NodeId;
import dev.swarm.api.Role;
import dev.swarm.api.event.MemberEvent;
import dev.swarm.api.event.NodeUp;
import dev.swarm.api.failure.UnknownNodeException;
import dev.swarm.engine.replication.Change;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.step.Peer;
import dev.swarm.engine.wire.topology.AskKind;
import dev.swarm.engine.wire.topology.BallotMessage;
import dev.swarm.engine.wire.topology.BallotMessage.Ask;
import dev.swarm.engine.wire.topology.BallotMessage.LetGo;
import dev.swarm.engine.wire.topology.BallotMessage.Release;
import dev.swarm.engine.wire.topology.BallotMessage.Vote;
import dev.swarm.engine.wire.topology.Ending;
import dev.swarm.engine.wire.topology.RoleValue;
import dev.swarm.engine.wire.topology.Verdict;
import java.util.List;
import java.util.Locale;

/**
 * Who commands, and what everybody is. Routes each input to the part that handles it, and moves all on at the end of
 * the step.
 *
 * <p>Command goes to the node that runs longest, or was promoted, by the votes of a quorum, for a lease at a time
 * (Gray, Cheriton, <i>Leases</i>, 1989; the ballot is that of Lamport, <i>The Part-Time Parliament</i>, with terms for
 * numbers and without a log). {@link Voter} keeps the safety: one promise at a time, and longer than the lease. {@link
 * Candidate} gets the command, {@link Command} holds it, {@link Knowledge} is what everybody else follows.
 */
public final class Topology {

    private final Council council;
    private final Command command;
    private final Candidate candidate;
    private final Bulletin bulletin;
    private final Role startedAs;

    /** Until when the node waits for as many as are expected, before it may stand. */
    private final Deadline expecting = new Deadline();

    private long rolesVersion;
    private boolean placed;
    private boolean started;
    private boolean stopped;

    /** Makes the machine of one node; nothing happens before {@link #start}. */
    public Topology(TopologyParts parts) {
        this.council = new Council(parts);
        this.command = new Command(council);
        this.candidate = new Candidate(council, command);
        this.bulletin = new Bulletin(council, command);
        this.startedAs = parts.meta().role();
    }

    /** Begins. The node stands for no election before {@link #onPlaced}. */
    public void start(Now now) {
        started = true;
        expecting.set(now, council.parts.config().expectedWait().toNanos());
        council.voter.start(now);
        council.roles.onHere(council.self.node(), startedAs);
        council.roster.refresh();
    }

    /** Does nothing any more; the node speaks to nobody. */
    public void stop() {
        stopped = true;
    }

    /** The node has found its place: it has joined others, or founds a cluster. */
    public void onPlaced() {
        placed = true;
    }

    /** Membership tells of a member. */
    public void onMember(MemberEvent event) {
        Member member = event.member();
        if (event instanceof NodeUp && !member.isGuest()) {
            council.roles.onHere(member.id(), member.role());
        }
    }

    /** Takes the live peers. */
    public void onPeers(List<Peer> peers) {
        council.roster.onPeers(peers);
        // what was written of a node that was not here may count now
        council.knowledge.onRow(council.parts.register().get(Knowledge.COMMAND));
    }

    /** A peer is connected. */
    public void onUp(Now now, NodeId peer) {
        command.onUp(now, peer);
    }

    /** Takes what changed in the store; changes that are none of its own are passed over. */
    public void onChange(Change change) {
        if (change.key().equals(Knowledge.COMMAND)) {
            council.knowledge.onRow(change.after());
        } else {
            council.roles.onChange(change.key(), change.after());
        }
    }

    /** A connected peer says something. */
    public void onMessage(Now now, NodeId from, BallotMessage message) {
        if (stopped || !started) {
            return;
        }
        if (message instanceof Ask ask) {
            onAsk(now, from, ask);
        } else if (message instanceof Vote vote) {
            onVote(now, from, vote);
        } else if (message instanceof LetGo) {
            Elector elector = council.roster.find(from);
            if (elector != null) {
                command.onLetGo(now, elector);
            }
        } else if (message instanceof Release release) {
            onRelease(from, release);
        }
    }

    /**
     * Gives a node a role in the whole cluster, or makes it the first choice for the command.
     *
     * @throws UnknownNodeException if no live member of ours has that name; nothing has changed then
     * @throws dev.swarm.api.failure.OverlayFullException if there is no room to write it
     */
    public void promote(Now now, NodeId node, Role role) {
        if (!council.roster.isHere(node)) {
            throw new UnknownNodeException(node);
        }
        Register register = council.parts.register();
        NodeId first = council.roles.first();
        if (role == Role.COMMANDER) {
            // also if it is a wingmate here: somebody may make it an observer elsewhere at the same time
            register.write(now, Roles.key(node), RoleValue.encode(Role.WINGMATE));
            register.write(now, Roles.FIRST, RoleValue.encode(node));
        } else {
            register.write(now, Roles.key(node), RoleValue.encode(role));
            if (node.equals(first)) {
                register.write(now, Roles.FIRST, null);
            }
        }
        council.note(now, node, "was promoted here to " + role.label());
    }

    /** Tells whether a node is here and has a role in which it takes part in elections, and may own names. */
    public boolean isElector(NodeId node) {
        return council.roster.find(node) != null;
    }

    /** The node leaves: it hands over, if it commands. Its goodbye may be said when {@link #hasLetGo}. */
    public void leave() {
        council.leaving = true;
    }

    /** Tells whether this node neither commands nor has tasks that run under a command that it gives up. */
    public boolean hasLetGo() {
        return command.isFree();
    }

    /** The end of a step: whatever follows from what came in it. */
    public void settle(Now now) {
        if (stopped || !started) {
            return;
        }
        if (placed && !council.mayStand.isSet() && !isExpecting(now)) {
            boolean alone = council.roster.present() <= 1;
            council.mayStand.set(now, alone ? 0 : council.times.orientationNanos());
        }
        if (rolesVersion != council.roles.version()) {
            rolesVersion = council.roles.version();
            council.roster.refresh();
        }
        command.settle(now);
        candidate.settle(now);
        bulletin.settle(now);
    }

    /** Returns when {@link #settle} wants to be called. */
    public long nextDeadlineNanos(Now now) {
        if (stopped || !started) {
            return Deadline.NEVER;
        }
        long expectation = isExpecting(now) ? expecting.atNanos() : Deadline.NEVER;
        return Math.min(expectation, Math.min(command.nextDeadlineNanos(), candidate.nextDeadlineNanos(now)));
    }

    /** More may come soon; whoever stands now would found an island of command with some of them. */
    private boolean isExpecting(Now now) {
        return council.roster.present() < council.parts.config().expectedSize() && !expecting.isDue(now);
    }

    /** Returns the last decisions, to be added to. */
    public Trail trail() {
        return council.trail;
    }

    /** Returns a number that grows whenever a role in {@link #withRoles} may be another one. */
    public long rolesVersion() {
        return council.roles.version();
    }

    /** Returns the members with the roles that they have now; others stay the same objects. */
    public List<Member> withRoles(ClusterView view) {
        council.roles.prune(view.members());
        return view.members().stream().map(this::withRole).toList();
    }

    private Member withRole(Member member) {
        Role role = member.isGuest() ? member.role() : council.roles.effective(member.id(), member.role());
        return role == member.role()
                ? member
                : new Member(
                        member.id(), member.address(), member.status(), member.incarnation(), role, member.profile());
    }

    private void onAsk(Now now, NodeId from, Ask ask) {
        Elector process = new Elector(from, ask.startedAtMillis());
        if (!council.roster.isHere(process)) {
            return;
        }
        if (ask.kind() == AskKind.RENEWAL) {
            Claim claim = new Claim(from, ask.startedAtMillis(), ask.term());
            council.knowledge.offer(claim, now.nanos() + ask.leaseMillis() * 1_000_000);
            command.onRival(now, claim);
        }
        Elector bound = council.voter.boundTo(now);
        Verdict verdict = council.voter.judge(now, ask, council.roster.find(from));
        if (ask.kind() != AskKind.TRIAL) {
            council.knowledge.see(ask.term());
            onJudged(now, process, ask, verdict);
        }
        NodeId other = bound == null ? null : bound.node();
        Elector best = council.roster.best();
        if (verdict == Verdict.SENIOR && best != null) {
            other = best.node();
        }
        long seen = Math.max(council.voter.term(), council.knowledge.seenTerm());
        council.parts.link().send(from, new Vote(ask.kind(), ask.term(), ask.round(), verdict, seen, other));
    }

    private void onJudged(Now now, Elector process, Ask ask, Verdict verdict) {
        if (verdict == Verdict.GRANTED) {
            council.voter.promise(now, process, ask.term());
        } else if (verdict != Verdict.NO_ELECTOR) {
            String reason = verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            council.note(now, process.node(), "was refused this node's vote: " + reason);
        }
    }

    private void onVote(Now now, NodeId from, Vote vote) {
        council.knowledge.see(vote.seenTerm());
        if (vote.round() > now.nanos()) {
            return;
        }
        // the answer to a trial binds nobody, whatever its term
        if (vote.kind() != AskKind.TRIAL && vote.term() == command.term()) {
            command.onVote(from, vote);
        } else {
            candidate.onVote(now, from, vote);
        }
    }

    private void onRelease(NodeId from, Release release) {
        council.voter.release(from, release.term());
        council.knowledge.see(release.term());
        if (release.ending() != Ending.NOT_ELECTED) {
            council.knowledge.end(from, release.term(), release.ending());
        }
        Elector elector = council.roster.find(from);
        if (release.ending() == Ending.LEAVING && elector != null) {
            council.roster.onDeparting(elector);
        }
    }
}
