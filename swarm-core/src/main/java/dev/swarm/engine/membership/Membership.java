package dev.swarm.engine.membership;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import dev.swarm.engine.membership.Contenders.Outcome;
import dev.swarm.engine.membership.ProbeRound.Cause;
import dev.swarm.engine.step.Answer;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.step.StreamEnd;
import dev.swarm.engine.step.StreamId;
import dev.swarm.engine.step.Ticket;
import dev.swarm.engine.wire.Fellow;
import dev.swarm.engine.wire.Fellow.Gone;
import dev.swarm.engine.wire.LinkCodec;
import dev.swarm.engine.wire.Message;
import dev.swarm.engine.wire.Message.Ack;
import dev.swarm.engine.wire.Message.Claim;
import dev.swarm.engine.wire.Message.IndirectPing;
import dev.swarm.engine.wire.Message.Nack;
import dev.swarm.engine.wire.Message.Ping;
import dev.swarm.engine.wire.Message.UserData;
import dev.swarm.engine.wire.NodeMeta;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Who is here. Routes each input to the one part that handles it and moves all parts on when time passes; what the
 * parts find out becomes claims, and only {@link Claims} changes the table.
 *
 * <p>A node asks one member per interval whether it is there ({@link Prober}), spreads what it learns ({@link
 * Gossiper}), exchanges whole tables with members, candidates and the lost ({@link Encounters}), and settles who may
 * carry a name ({@link Contenders}). A node whose name is taken falls silent for good.
 */
public final class Membership {

    private final Core core;
    private final Prober prober;
    private final Relays relays;
    private final Contenders contenders;
    private final Claims claims;
    private final Gossiper gossiper;
    private final Encounters encounters;
    private final Farewell farewell;
    private final Links links;
    private final Witnesses witnesses;
    private final Views views;
    private final Standstill standstill = new Standstill(this::nextDeadlineNanos);
    private boolean silenced;

    private Membership(Core core, MembershipParts parts) {
        this.core = core;
        this.prober = new Prober(core, this::pingByStream);
        this.relays = new Relays(core);
        this.contenders = new Contenders(core);
        Compatibility compatibility = new Compatibility(core);
        this.claims = new Claims(core, contenders, prober, compatibility);
        this.gossiper = new Gossiper(core);
        this.farewell = new Farewell(core);
        Tables tables = new Tables(core, claims, compatibility);
        this.encounters = new Encounters(core, tables, contenders, prober, parts.streams());
        Ring ring = new Ring(core);
        this.links = new Links(core, ring, new LinkCodec(parts.packets()));
        this.witnesses = new Witnesses(core, ring, prober, claims);
        this.views = new Views(core);
    }

    /** Makes the machine of one node; nothing happens before {@link #start}. */
    public static Membership create(MembershipParts parts) {
        Timing timing = new Timing(parts.config());
        Self self = new Self(parts.self(), parts.address(), parts.meta());
        return new Membership(new Core(timing, self, parts), parts);
    }

    /** A step begins; called before all else in each. */
    public void begin(Now now) {
        standstill.onStep(now);
    }

    /** Begins to look for others; the ticket is answered as {@code SwarmEngine.start} says. */
    public void start(Now now, Ticket ticket) {
        core.self.start(now.wallMillis());
        claims.announceSelf(now);
        prober.start(now);
        gossiper.start(now);
        encounters.start(now, ticket);
        links.start(now);
    }

    /** Takes one message of a datagram. */
    public void onMessage(Now now, NodeAddress from, Message message) {
        if (silenced) {
            return;
        }
        if (message instanceof Ping ping) {
            core.answer(from, ping);
        } else if (message instanceof Ack ack) {
            onAck(now, ack.seqNo());
        } else if (message instanceof Claim claim) {
            claims.on(now, claim);
        } else if (message instanceof IndirectPing request) {
            relays.on(now, from, request);
        } else if (message instanceof Nack nack) {
            prober.onNack(nack.seqNo());
        } else if (message instanceof UserData data && Fellow.of(data) instanceof Gone gone) {
            witnesses.onTold(now, gone);
        }
        settle(now);
    }

    /** A peer dialled a stream. */
    public void onStreamAccepted(Now now, StreamId stream, NodeAddress from) {
        if (silenced) {
            core.outbox.close(stream);
        } else {
            encounters.exchanges().onAccepted(now, stream, from);
        }
    }

    /** Bytes arrived on a stream. */
    public void onStreamBytes(Now now, StreamId stream, byte[] bytes) {
        if (bytes.length > 0
                && bytes[0] == LinkCodec.FIRST
                && encounters.exchanges().release(stream)) {
            links.onAccepted(now, stream);
        }
        if (links.owns(stream)) {
            links.onBytes(now, stream, bytes);
        } else {
            encounters.exchanges().onBytes(now, stream, bytes);
        }
        settle(now);
    }

    /** A stream ended without this node's doing. */
    public void onStreamClosed(Now now, StreamId stream, StreamEnd end) {
        if (links.owns(stream)) {
            MemberEntry lost = links.onClosed(now, stream, end);
            if (lost != null) {
                prober.urge(now, lost, Cause.LOST);
            }
        } else {
            encounters.exchanges().onClosed(now, stream, end);
        }
        settle(now);
    }

    /** Lets go of a stream that a peer dialled and that has said nothing yet; tells whether it did. */
    public boolean release(StreamId stream) {
        return encounters.exchanges().release(stream);
    }

    /**
     * A member may be gone, and is asked at once whether it is there.
     *
     * @param isLost whether a connection to it broke, or its host refused one, so that every way is tried together
     */
    public void onDoubtful(Now now, NodeId id, boolean isLost) {
        MemberEntry entry = core.table.get(id);
        if (!silenced && !core.self.isLeaving() && entry != null && entry.isLive()) {
            prober.urge(now, entry, isLost ? Cause.LOST : Cause.URGENT);
            settle(now);
        }
    }

    /** Tells whether the node's name is taken, so that it may not speak any more. */
    public boolean isSilenced() {
        return silenced;
    }

    /** Moves every part on, unless this node has just stood still and hears first what came meanwhile. */
    public void onTime(Now now) {
        if (silenced || standstill.mustHearFirst(now)) {
            return;
        }
        claims.onTime(now);
        for (Prober.Finding finding : prober.onTime(now)) {
            witnesses.onUnanswered(now, finding);
        }
        relays.onTime(now);
        contenders.onTime(now);
        encounters.onTime(now);
        links.onTime(now);
        settle(now);
        gossiper.onTime(now);
        farewell.onTime(now);
    }

    /** What is sent from now on leaves only later, or leaves at once again. */
    public void onSendingBlocked(boolean blocked) {
        core.setSendingBlocked(blocked);
    }

    /** Takes addresses where discovery saw peers. */
    public void onCandidates(Now now, Collection<NodeAddress> addresses) {
        if (!silenced && !core.self.isLeaving()) {
            encounters.offer(now, addresses);
        }
    }

    /** Meets the node that the user names. */
    public void join(Now now, NodeAddress address, Ticket ticket) {
        if (silenced || core.self.isLeaving()) {
            core.outbox.answer(ticket, new Answer.Failed("the node is no member any more"));
        } else {
            encounters.join(now, address, ticket);
            settle(now);
        }
    }

    /** Tells others the address of the web server; {@code null} takes it back. */
    public void updateWebAddress(Now now, @Nullable String webAddress) {
        NodeMeta newer = core.self.metaWith(webAddress);
        if (!newer.equals(core.self.meta())) {
            core.self.describe(newer);
            claims.announceSelf(now);
        }
    }

    /** Says goodbye; the ticket is answered when it has spread. */
    public void leave(Now now, Ticket ticket) {
        if (silenced) {
            core.outbox.answer(ticket, new Answer.Done());
            return;
        }
        prober.stop();
        encounters.stop();
        links.stop();
        farewell.start(now, ticket);
        farewell.onTime(now);
    }

    /** Returns when {@link #onTime} wants to be called, in monotonic nanoseconds. */
    public long nextDeadlineNanos(Now now) {
        if (silenced) {
            return Deadline.NEVER;
        }
        long asking = Math.min(prober.nextDeadlineNanos(), relays.nextDeadlineNanos());
        long deciding = Math.min(claims.nextDeadlineNanos(), contenders.nextDeadlineNanos());
        long telling = Math.min(gossiper.nextDeadlineNanos(), farewell.nextDeadlineNanos());
        long meeting = Math.min(encounters.nextDeadlineNanos(now), links.nextDeadlineNanos());
        return standstill.notBefore(Math.min(Math.min(asking, deciding), Math.min(telling, meeting)));
    }

    /** Returns what others may know of the table. */
    public Views views() {
        return views;
    }

    /** Returns how much is under way. */
    public Load load() {
        int streams = encounters.exchanges().running() + links.size();
        int seeking = encounters.seeker().size();
        return new Load(core.table.size(), core.rumors.size(), prober.running(), relays.running(), streams, seeking);
    }

    private void onAck(Now now, long seqNo) {
        if (!prober.onAck(now, seqNo) && !relays.onAck(seqNo)) {
            contenders.onAck(seqNo);
        }
    }

    private void pingByStream(Now now, MemberEntry target, long seqNo, long untilNanos) {
        encounters.exchanges().ping(now, target, seqNo, untilNanos);
    }

    /** Acts on what was found out about disputed names, and on what it means for this node's own entrance. */
    private void settle(Now now) {
        for (Outcome outcome : contenders.drain()) {
            if (outcome instanceof Outcome.Won won) {
                claims.onContenderWon(now, won.contender());
            } else if (outcome instanceof Outcome.RivalSilent past) {
                claims.refute(now, past.rival());
            } else if (outcome instanceof Outcome.RivalAnswers rival) {
                onRivalAnswers(now, rival);
            }
        }
        encounters.settle(now);
    }

    private void onRivalAnswers(Now now, Outcome.RivalAnswers rival) {
        Entrance entrance = encounters.entrance();
        if (!entrance.isOpen()) {
            return;
        }
        if (entrance.mustYield(rival)) {
            silenced = true;
            prober.stop();
            encounters.abandon();
            links.stop();
            entrance.refuse(rival.rival().address());
        } else {
            entrance.onChallenged();
            core.self.outrank(rival.rival().incarnation());
            claims.announceSelf(now);
            contenders.challenge(now, rival.rival());
        }
    }
}
