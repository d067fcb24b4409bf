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
    private final Set<MemberEntry> suspects = new LinkedHashSet<>();
    private long nextSuspicionNanos = Deadline.NEVER;

    Accusations(Core core, Announcer announcer, Prober prober, Reminder reminder) {
        this.core = core;
        this.announcer = announcer;
        this.prober = prober;
        this.reminder = reminder;
    }

    void onSuspect(Now now, Suspect claim) {
        MemberEntry entry = accused(claim);
        if (entry == null) {
            return;
        }
        Suspicion running = entry.suspicion();
        if (running == null || claim.incarnation().isAbove(entry.incarnation())) {
            doubt(now, entry, claim);
        } else if (running.confirm(claim.from())) {
            core.spread(claim, Urgency.DOUBT);
            nextSuspicionNanos = Math.min(nextSuspicionNanos, running.deadlineNanos());
        }
    }

    void onDead(Now now, Dead claim) {
        MemberEntry entry = accused(claim);
        if (entry == null) {
            return;
        }
        Member before = entry.toMember();
        entry.end(claim.incarnation(), claim.isGoodbye() ? MemberStatus.LEFT : MemberStatus.DOWN, now.nanos());
        core.table.changed(entry, before);
        core.spread(claim, Urgency.ENDED);
        announcer.changed(now, entry, before.status());
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
            } else if (suspicion.deadlineNanos() <= now.nanos()) {
                onDead(now, new Dead(entry.id(), entry.incarnation(), core.self.id()));
            }
        }
        refreshDeadline();
    }

    long nextDeadlineNanos() {
        return nextSuspicionNanos;
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
        Suspicion suspicion = new Suspicion(now.nanos(), core.timing, core.table.live(), claim.from());
        entry.doubt(claim.incarnation(), suspicion, now.nanos());
        suspects.add(entry);
        core.table.changed(entry, before);
        core.counters.increment(TrafficCounter.SUSPICIONS);
        nextSuspicionNanos = Math.min(nextSuspicionNanos, suspicion.deadlineNanos());
        core.spread(claim, Urgency.DOUBT);
        announcer.changed(now, entry, before.status());
        if (core.timing.config().lifeguard().urgentConfirmation() && !isOwn(claim.from()) && isChosen()) {
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
                .mapToLong(Suspicion::deadlineNanos)
                .min()
                .orElse(Deadline.NEVER);
    }
}
