package dev.swarm.engine.membership;

import dev.swarm.api.ClusterView;
import dev.swarm.api.NodeAddress;
import dev.swarm.engine.membership.Contenders.Outcome;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.step.StreamId;
import dev.swarm.engine.step.Ticket;
import dev.swarm.engine.wire.Message;
import dev.swarm.engine.wire.Message.Ack;
import dev.swarm.engine.wire.Message.Claim;
import dev.swarm.engine.wire.Message.IndirectPing;
import dev.swarm.engine.wire.Message.Nack;
import dev.swarm.engine.wire.Message.Ping;
import dev.swarm.engine.wire.Message.Suspect;
import dev.swarm.engine.wire.StreamCodec;
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
    private @Nullable ClusterView view;
    private long viewedVersion = -1;
    private boolean silenced;

    private Membership(Core core, StreamCodec codec) {
        this.core = core;
        this.prober = new Prober(core, this::pingByStream);
        this.relays = new Relays(core);
        this.contenders = new Contenders(core);
        this.claims = new Claims(core, contenders, prober);
        this.gossiper = new Gossiper(core);
        this.farewell = new Farewell(core, gossiper);
        this.encounters = new Encounters(core, new Tables(core, claims), contenders, this::onAck, codec);
    }

    /** Makes the machine of one node; nothing happens before {@link #start}. */
    public static Membership create(MembershipParts parts) {
        Timing timing = new Timing(parts.config());
        Self self = new Self(parts.self(), parts.address(), parts.meta());
        return new Membership(new Core(timing, self, parts), parts.streams());
    }

    /** Begins to look for others; the ticket is answered as {@code SwarmEngine.start} says. */
    public void start(Now now, Ticket ticket) {
        core.self.start(now.wallMillis());
        claims.announceSelf(now);
        prober.start(now);
        gossiper.start(now);
        encounters.start(now, ticket);
    }

    /** Takes one message of a datagram. */
    public void onMessage(Now now, NodeAddress from, Message message) {
        if (silenced) {
            return;
        }
        if (message instanceof Ping ping) {
            onPing(from, ping);
        } else if (message instanceof Ack ack) {
            onAck(ack.seqNo());
        } else if (message instanceof Claim claim) {
            claims.on(now, claim);
        } else if (message instanceof IndirectPing request) {
            relays.on(now, from, request);
        } else if (message instanceof Nack nack) {
            prober.onNack(nack.seqNo());
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
        encounters.exchanges().onBytes(now, stream, bytes);
        settle(now);
    }

    /** A stream ended without this node's doing. */
    public void onStreamClosed(Now now, StreamId stream) {
        encounters.exchanges().onClosed(now, stream);
        settle(now);
    }

    /** Moves every part on. */
    public void onTime(Now now) {
        if (silenced) {
            return;
        }
        claims.onTime(now);
        for (MemberEntry unanswered : prober.onTime(now)) {
            claims.on(now, new Suspect(unanswered.id(), unanswered.incarnation(), core.self.id()));
        }
        relays.onTime(now);
        contenders.onTime(now);
        settle(now);
        encounters.onTime(now);
        gossiper.onTime(now);
        farewell.onTime(now);
    }

    /** Takes addresses where discovery saw peers. */
    public void onCandidates(Now now, Collection<NodeAddress> addresses) {
        if (!silenced && !core.self.isLeaving()) {
            encounters.offer(now, addresses);
        }
    }

    /** Meets the node that the user names. */
    public void join(Now now, NodeAddress address, Ticket ticket) {
        encounters.join(now, address, ticket);
    }

    /** Tells others the address of the web server; {@code null} takes it back. */
    public void updateWebAddress(Now now, @Nullable String webAddress) {
        core.self.describe(core.self.metaWith(webAddress));
        claims.announceSelf(now);
    }

    /** Says goodbye; the ticket is answered when it has spread. */
    public void leave(Now now, Ticket ticket) {
        prober.stop();
        encounters.stop();
        farewell.start(now, ticket);
        farewell.onTime(now);
    }

    /** Returns when {@link #onTime} wants to be called, in monotonic nanoseconds. */
    public long nextDeadlineNanos(Now now) {
        long asking = Math.min(prober.nextDeadlineNanos(), relays.nextDeadlineNanos());
        long deciding = Math.min(claims.nextDeadlineNanos(), contenders.nextDeadlineNanos());
        long telling = Math.min(gossiper.nextDeadlineNanos(), farewell.nextDeadlineNanos());
        return Math.min(Math.min(asking, deciding), Math.min(telling, encounters.nextDeadlineNanos(now)));
    }

    /** Returns what is known now; the same object as long as nothing changed. */
    public ClusterView view() {
        ClusterView current = view;
        int health = core.health.value();
        if (current == null || viewedVersion != core.table.version() || current.healthScore() != health) {
            long version = current == null ? 1 : current.version() + 1;
            current = new ClusterView(version, core.self.id(), core.table.toMembers(), health);
            view = current;
            viewedVersion = core.table.version();
        }
        return current;
    }

    /** Returns how much is under way. */
    public Load load() {
        return new Load(
                core.table.size(),
                core.rumors.size(),
                prober.running(),
                relays.running(),
                encounters.exchanges().running(),
                encounters.seeker().size());
    }

    private void onPing(NodeAddress from, Ping ping) {
        if (ping.target() == null || ping.target().equals(core.self.id())) {
            NodeAddress source = ping.source();
            core.send(source == null ? from : source, new Ack(ping.seqNo(), null));
        }
    }

    private void onAck(long seqNo) {
        if (!prober.onAck(seqNo) && !relays.onAck(seqNo)) {
            contenders.onAck(seqNo);
        }
    }

    private void pingByStream(Now now, MemberEntry target, long seqNo) {
        encounters.exchanges().ping(now, target.address(), target.id(), seqNo);
    }

    /** Acts on what was found out about disputed names. */
    private void settle(Now now) {
        for (Outcome outcome : contenders.drain()) {
            if (outcome instanceof Outcome.Won won) {
                claims.onContenderWon(now, won.contender());
            } else if (outcome instanceof Outcome.RivalSilent past) {
                claims.refute(now, past.rival());
            } else if (outcome instanceof Outcome.RivalAnswers rival) {
                onRivalAnswers(rival);
            }
        }
    }

    private void onRivalAnswers(Outcome.RivalAnswers rival) {
        Entrance entrance = encounters.entrance();
        if (entrance.isOpen() && entrance.mustYield(rival)) {
            silenced = true;
            prober.stop();
            encounters.stop();
            entrance.refuse(rival.rival().address());
        }
    }
}
