package dev.swarm.engine.membership;

import dev.swarm.api.Incarnation;
import dev.swarm.api.Member;
import dev.swarm.api.MemberStatus;
import dev.swarm.api.NodeId;
import dev.swarm.api.Rejection;
import dev.swarm.api.TrafficCounter;
import dev.swarm.engine.membership.ProbeRound.Cause;
import dev.swarm.engine.membership.RumorQueue.Urgency;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.Message.Claim;
import dev.swarm.engine.wire.Message.Dead;
import dev.swarm.engine.wire.Message.Suspect;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Claims that speak against another member, from the first doubt to the end (specification sections 11.3 and 11.5).
 * Each doubt runs here until the member refutes it, somebody's verdict ends it, or its time is up.
 */
final class Accusations {

    /** How many members ask a suspect at once for each confirmation that is wanted, on average. */
    private static final int ASK_TOGETHER = 4;

    private final Core core;
    private final Announcer announcer;
    private final Prober prober;
    private final Reminder reminder;
    private final Credibility credibility;
    private final Set<MemberEntry> suspects = new LinkedHashSet<>();
    private long nextSuspicionNanos = Deadline.NEVER;

    Accusations(Core core, Announcer announcer, Prober prober, Reminder reminder) {
        this.core = core;
        this.announcer = announcer;
        this.prober = prober;
        this.reminder = reminder;
        this.credibility = new Credibility(core);
    }

    void onSuspect(Now now, Suspect claim) {
        MemberEntry entry = accused(claim);
        if (entry == null) {
            return;
        }
        Suspicion running = entry.suspicion();
        boolean first = running == null || claim.incarnation().isAbove(entry.incarnation());
        if (first ? !credibility.mayDoubt(claim) : !credibility.mayConfirm(claim)) {
            check(now, entry);
        } else if (first) {
            doubt(now, entry, claim);
        } else if (running != null && running.confirm(claim.from())) {
            core.spread(claim, Urgency.DOUBT);
            nextSuspicionNanos = Math.min(nextSuspicionNanos, running.nextNanos(leadNanos()));
        }
    }

    void onDead(Now now, Dead claim) {
        MemberEntry entry = accused(claim);
        if (entry == null) {
            return;
        }
        if (!credibility.mayEnd(now, claim)) {
            onDoubtfulVerdict(now, entry, claim);
            return;
        }
        Member before = entry.toMember();
        entry.end(claim.incarnation(), claim.isGoodbye() ? MemberStatus.LEFT : MemberStatus.DOWN, now.nanos());
        core.table.changed(entry, before);
        core.spread(claim, Urgency.ENDED);
        announcer.changed(now, entry, before.status());
    }

    /**
     * Of a member that is doubted itself it starts a doubt that is nobody's, as one found in a table does; of anybody
     * else not even that.
     */
    private void onDoubtfulVerdict(Now now, MemberEntry entry, Dead claim) {
        boolean first = entry.suspicion() == null || claim.incarnation().isAbove(entry.incarnation());
        if (first && credibility.isLive(claim.from())) {
            doubt(now, entry, new Suspect(claim.node(), claim.incarnation(), claim.node()));
        } else {
            check(now, entry);
        }
    }

    /** Gives up the suspects whose time is up. */
    void onTime(Now now) {
        if (nextSuspicionNanos > now.nanos()) {
            return;
        }
        for (MemberEntry entry : List.copyOf(suspects)) {
            Suspicion suspicion = entry.suspicion();
            if (suspicion == null) {
                suspects.remove(entry);
            } else if (suspicion.nextNanos(leadNanos()) <= now.nanos()) {
                decide(now, entry, suspicion);
            }
        }
        refreshDeadline();
    }

    long nextDeadlineNanos() {
        return nextSuspicionNanos;
    }

    /**
     * Near the end of a doubt the member is asked once more. One that answers this node itself is not given up for what
     * others said: the refutation, which must have been missed, is given more time to come.
     */
    private void decide(Now now, MemberEntry entry, Suspicion suspicion) {
        if (leadNanos() > 0 && !suspicion.hasLooked()) {
            suspicion.look(now.nanos());
            prober.urge(now, entry, Cause.URGENT);
        } else if (suspicion.isAnswered(entry.answeredNanos())) {
            suspicion.postpone(now.nanos() + 2 * leadNanos());
        } else {
            onDead(now, new Dead(entry.id(), entry.incarnation(), core.self.id()));
        }
    }

    /** How long before the end of a doubt the member is asked once more. */
    private long leadNanos() {
        return core.timing.weighsAccusers() ? core.timing.probeIntervalNanos() : 0;
    }

    /** Tells whether an accusation leaves a number to answer it with; counts it if not. */
    boolean isPlausible(Claim accusation, Incarnation announced) {
        boolean plausible = accusation.incarnation().isAccusableOf(announced);
        if (!plausible) {
            core.counters.increment(Rejection.IMPLAUSIBLE);
        }
        return plausible;
    }

    private void doubt(Now now, MemberEntry entry, Suspect claim) {
        Member before = entry.toMember();
        int n = core.table.live();
        if (now.nanos() - entry.sinceNanos() > core.timing.forgivenNanos(n)) {
            entry.forgive();
        }
        int patience = core.timing.weighsAccusers() ? entry.timesWronged() : 0;
        Suspicion suspicion = new Suspicion(now.nanos(), core.timing, n, claim.from(), patience);
        entry.doubt(claim.incarnation(), suspicion, now.nanos());
        suspects.add(entry);
        core.table.changed(entry, before);
        core.counters.increment(TrafficCounter.SUSPICIONS);
        nextSuspicionNanos = Math.min(nextSuspicionNanos, suspicion.nextNanos(leadNanos()));
        core.spread(claim, Urgency.DOUBT);
        announcer.changed(now, entry, before.status());
        if (!isOwn(claim.from())) {
            check(now, entry);
        }
    }

    /** Looks at once whether a member that others accuse is there. */
    private void check(Now now, MemberEntry entry) {
        if (core.timing.config().lifeguard().urgentConfirmation() && isChosen()) {
            prober.urge(now, entry, Cause.URGENT);
        }
    }

    /** In a large cluster only some ask at once, or a suspect would have to answer all of them together. */
    private boolean isChosen() {
        int together = ASK_TOGETHER * (2 + core.timing.confirmations(core.table.live()));
        return core.random.nextInt(Math.max(1, core.table.live())) < together;
    }

    /**
     * Returns the live member that a claim accuses, {@code null} if it accuses none that could still end. A member
     * that ended already only keeps the higher number, so that an older claim cannot bring it back.
     */
    private @Nullable MemberEntry accused(Claim claim) {
        MemberEntry entry = core.table.get(claim.node());
        if (entry == null) {
            return null;
        }
        if (claim.incarnation().isBelow(entry.incarnation())) {
            reminder.onSettled(entry);
            return null;
        }
        if (!isPlausible(claim, entry.incarnation())) {
            return null;
        }
        Member before = entry.toMember();
        if (!entry.isLive() && entry.raise(claim.incarnation())) {
            core.table.changed(entry, before);
        }
        if (!entry.isLive() && claim instanceof Suspect) {
            reminder.onSettled(entry);
        }
        return entry.isLive() ? entry : null;
    }

    private boolean isOwn(NodeId id) {
        return id.equals(core.self.id());
    }

    private void refreshDeadline() {
        nextSuspicionNanos = suspects.stream()
                .map(MemberEntry::suspicion)
                .filter(Objects::nonNull)
                .mapToLong(suspicion -> suspicion.nextNanos(leadNanos()))
                .min()
                .orElse(Deadline.NEVER);
    }
}
