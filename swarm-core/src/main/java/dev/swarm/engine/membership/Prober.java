package dev.swarm.engine.membership;

import dev.swarm.api.Incarnation;
import dev.swarm.api.MemberStatus;
import dev.swarm.api.TrafficCounter;
import dev.swarm.api.config.MembershipConfig.Targets;
import dev.swarm.engine.membership.ProbeRound.Cause;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.Message.IndirectPing;
import dev.swarm.engine.wire.Message.Suspect;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks one member per interval whether it is there, each in its turn (SWIM sections 3.1 and 4.3): directly, then
 * through others and over a stream. A member that nobody can reach in time is handed to the caller to be doubted. One
 * round runs at a time; urgent ones, bounded in number, run beside it.
 *
 * <p>A round takes longer the more this node doubts itself (Lifeguard section IV.A). Who is answered asks the next one
 * after the plain interval, however long the round might have taken: a node that hears answers has no reason to
 * hesitate. But only an answer within the plain time-out takes doubt away: a later one came thanks to the patience.
 *
 * <p>While sending is blocked the one round goes on waiting: nobody is blamed before the questions are out. A round
 * whose time is up by then has failed, once; and as this node was stuck itself, it lets a whole round's time pass
 * before it asks again.
 */
final class Prober {

    /** Most urgent rounds at once; further members wait for their turn. */
    static final int MAX_URGENT = 8;

    /** Lowest protocol of members that answer pings on streams. */
    private static final int STREAM_PING_SINCE = 3;

    /** Lowest protocol of members that send nacks. */
    private static final int NACK_SINCE = 4;

    private final Core core;
    private final StreamPinger streams;
    private final Map<Long, ProbeRound> rounds = new LinkedHashMap<>();
    private final Deadline tick = new Deadline();
    private long turnBeganNanos;
    private boolean turnRunning;
    private boolean stopped;
    private int cursor;

    Prober(Core core, StreamPinger streams) {
        this.core = core;
        this.streams = streams;
    }

    /** Asks a member over a stream, in case only datagrams are lost. */
    @FunctionalInterface
    interface StreamPinger {
        void ping(Now now, MemberEntry target, long seqNo, long untilNanos);
    }

    /**
     * A member did not answer.
     *
     * @param member which one
     * @param incarnation its number when it was asked; what it announced since is no older than the answer it owes
     * @param isGone whether its host says that its process is gone
     */
    record Finding(MemberEntry member, Incarnation incarnation, boolean isGone) {}

    /** Begins at a random moment of the first interval, so that nodes started together do not probe in step. */
    void start(Now now) {
        tick.set(now, core.random.nextLong(core.timing.probeIntervalNanos()));
    }

    /** Asks a member at once; ignored if it is being asked so already or too many are. */
    void urge(Now now, MemberEntry entry, Cause cause) {
        int urgent = rounds.size() - (turnRunning ? 1 : 0);
        boolean asked = rounds.values().stream().anyMatch(round -> round.isAbout(entry) && round.isAsUrgentAs(cause));
        if (!stopped && !asked && urgent < MAX_URGENT) {
            ask(now, entry, cause);
        }
    }

    /** The host of a member that was asked over a stream said that nobody listens there. */
    void onRefused(Now now, long seqNo) {
        ProbeRound round = rounds.get(seqNo);
        if (round != null) {
            round.onRefused(now);
        }
    }

    /** Takes an answer, direct, relayed or by stream; tells whether it was awaited here. */
    boolean onAck(Now now, long seqNo) {
        ProbeRound round = rounds.remove(seqNo);
        if (round == null) {
            return false;
        }
        MemberEntry target = core.table.get(round.target());
        if (target != null) {
            target.answered(now.nanos());
            core.bystander.onAnswer(now, target.id());
        }
        if (round.cause() == Cause.TURN) {
            turnRunning = false;
            if (now.nanos() - turnBeganNanos <= core.timing.probeTimeoutNanos()) {
                core.health.onProbeAnswered();
            }
            tick.setAt(turnBeganNanos + core.timing.probeIntervalNanos());
        }
        return true;
    }

    /** Takes a relay's word that the target did not answer it. */
    void onNack(long seqNo) {
        ProbeRound round = rounds.get(seqNo);
        if (round != null) {
            round.onNack();
        }
    }

    /** Moves all rounds on, begins the next; returns what was found out about members that did not answer. */
    List<Finding> onTime(Now now) {
        List<Finding> findings = core.isSendingBlocked() ? List.of() : advance(now);
        if (tick.isDue(now) && !turnRunning) {
            turnBeganNanos = now.nanos();
            tick.setAt(roundEndNanos(now));
            MemberEntry next = nextTarget(now);
            if (next != null) {
                ask(now, next, Cause.TURN);
            }
        }
        return findings;
    }

    /** Stops asking, for good. */
    void stop() {
        stopped = true;
        rounds.clear();
        tick.clear();
    }

    long nextDeadlineNanos() {
        long next = turnRunning ? Deadline.NEVER : tick.atNanos();
        if (core.isSendingBlocked()) {
            return next;
        }
        for (ProbeRound round : rounds.values()) {
            next = Math.min(next, round.nextDeadlineNanos(core.timing.refusalGraceNanos()));
        }
        return next;
    }

    int running() {
        return rounds.size();
    }

    private List<Finding> advance(Now now) {
        for (ProbeRound round : List.copyOf(rounds.values())) {
            if (round.wantsHelp(now)) {
                askOthers(now, round);
            }
        }
        return endOverdue(now);
    }

    private List<Finding> endOverdue(Now now) {
        List<Finding> findings = new ArrayList<>();
        for (Iterator<ProbeRound> all = rounds.values().iterator(); all.hasNext(); ) {
            ProbeRound round = all.next();
            boolean gone = round.isGone(now, core.timing.refusalGraceNanos());
            if (gone || round.isOver(now)) {
                all.remove();
                onUnanswered(now, round);
                MemberEntry target = core.table.get(round.target());
                if (target != null && target.isLive()) {
                    findings.add(new Finding(target, round.incarnation(), gone));
                }
            }
        }
        return findings;
    }

    private void onUnanswered(Now now, ProbeRound round) {
        core.counters.increment(TrafficCounter.PROBE_FAILURES);
        if (round.cause() == Cause.TURN) {
            turnRunning = false;
            core.health.onProbeFailed(round.expectedNacks(), round.receivedNacks());
            if (now.nanos() - round.untilNanos() > core.timing.probeTimeoutNanos()) {
                tick.setAt(roundEndNanos(now));
            }
        }
    }

    /** Returns when a round that begins now is over if nobody answers. */
    private long roundEndNanos(Now now) {
        return now.nanos() + core.health.scale(core.timing.probeIntervalNanos());
    }

    private void ask(Now now, MemberEntry target, Cause cause) {
        long seqNo = core.nextSequence();
        long patience = cause == Cause.LOST ? 0 : core.health.scale(core.timing.probeTimeoutNanos());
        long directUntil = now.nanos() + patience;
        rounds.put(seqNo, new ProbeRound(target, seqNo, cause, directUntil, roundEndNanos(now)));
        turnRunning |= cause == Cause.TURN;
        core.counters.increment(TrafficCounter.PROBES);
        if (target.status() == MemberStatus.SUSPECT
                && core.timing.config().lifeguard().buddy()) {
            Suspect notice = new Suspect(target.id(), target.incarnation(), core.self.id());
            core.sendOnly(target, core.ping(seqNo, target.id()), notice);
        } else {
            core.send(target.address(), core.ping(seqNo, target.id()));
        }
    }

    private void askOthers(Now now, ProbeRound round) {
        MemberEntry target = core.table.get(round.target());
        if (target == null || !target.isLive()) {
            round.onHelpAsked(0);
            return;
        }
        int relays = core.timing.config().probe().indirectProbes();
        int nacks = 0;
        for (MemberEntry relay : core.table.choose(relays, entry -> isRelayFor(entry, target))) {
            boolean nack = core.health.isUsed() && relay.versions().protocolMax() >= NACK_SINCE;
            nacks += nack ? 1 : 0;
            core.send(relay.address(), indirectPing(round.seqNo(), target, nack));
        }
        round.onHelpAsked(nacks);
        if (target.versions().protocolMax() >= STREAM_PING_SINCE) {
            streams.ping(now, target, round.seqNo(), round.untilNanos());
        }
    }

    private IndirectPing indirectPing(long seqNo, MemberEntry target, boolean nack) {
        return new IndirectPing(seqNo, target.id(), target.address(), nack, core.self.address(), core.self.id());
    }

    private boolean isRelayFor(MemberEntry entry, MemberEntry target) {
        return entry.status() == MemberStatus.HEALTHY && entry != target && !core.isSelf(entry);
    }

    private @Nullable MemberEntry nextTarget(Now now) {
        MemberEntry turn = nextInTurn(now);
        if (turn == null || core.timing.config().probe().targets() == Targets.ROUNDS) {
            return turn;
        }
        List<MemberEntry> chosen = core.table.choose(1, entry -> entry.isLive() && !core.isSelf(entry));
        return chosen.isEmpty() ? turn : chosen.get(0);
    }

    /** Goes round the table; at its end forgets who is long gone and shuffles (SWIM section 4.3). */
    private @Nullable MemberEntry nextInTurn(Now now) {
        for (int checked = 0; checked <= core.table.size(); checked++) {
            if (cursor >= core.table.order().size()) {
                cursor = 0;
                core.forget(entry -> isForgettable(now, entry));
                core.table.shuffle();
            }
            MemberEntry entry = core.table.order().get(cursor++);
            if (entry.isLive() && !core.isSelf(entry)) {
                return entry;
            }
        }
        return null;
    }

    private boolean isForgettable(Now now, MemberEntry entry) {
        return !entry.isLive() && !core.isSelf(entry) && now.nanos() - entry.sinceNanos() >= core.timing.forgetNanos();
    }
}
