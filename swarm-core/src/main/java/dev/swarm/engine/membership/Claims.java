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
import dev.swarm.engine.wire.Message.Alive;
import dev.swarm.engine.wire.Message.Claim;
import dev.swarm.engine.wire.Message.Dead;
import dev.swarm.engine.wire.Message.Suspect;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one place where claims change the table (SWIM section 4.2, specification sections 11.3 to 11.6). A claim wins
 * by its incarnation; at equal ones down beats suspect beats alive. What was believed is passed on, what was known is
 * not.
 *
 * <p>Unlike memberlist, a stale claim never lowers a remembered incarnation, and a member that announces itself too
 * low is told what it is accused of, so that it can refute (issues 311 and PR 197 of its tracker).
 */
final class Claims {

    /** How many members ask a suspect at once for each confirmation that is wanted, on average. */
    private static final int ASK_TOGETHER = 4;

    private final Core core;
    private final Announcer announcer;
    private final Contenders contenders;
    private final Prober prober;
    private final Compatibility compatibility;
    private final Reminder reminder;
    private final Set<MemberEntry> suspects = new LinkedHashSet<>();
    private long nextSuspicionNanos = Deadline.NEVER;

    Claims(Core core, Contenders contenders, Prober prober, Compatibility compatibility) {
        this.core = core;
        this.announcer = new Announcer(core.outbox);
        this.contenders = contenders;
        this.prober = prober;
        this.compatibility = compatibility;
        this.reminder = new Reminder(core);
    }

    /** Takes a claim from anywhere. */
    void on(Now now, Claim claim) {
        if (isOwn(claim.node())) {
            onSelf(now, claim);
        } else if (claim instanceof Alive alive) {
            onAlive(now, alive);
        } else if (claim instanceof Suspect suspect) {
            onSuspect(now, suspect);
        } else if (claim instanceof Dead dead) {
            onDead(now, dead);
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
            } else if (suspicion.deadlineNanos() <= now.nanos()) {
                onDead(now, new Dead(entry.id(), entry.incarnation(), core.self.id()));
            }
        }
        refreshDeadline();
    }

    long nextDeadlineNanos() {
        return nextSuspicionNanos;
    }

    /** Accepts a contender whose name's old holder does not answer: the old process is gone, the new one is here. */
    void onContenderWon(Now now, Alive contender) {
        MemberEntry entry = core.table.get(contender.node());
        if (entry != null && contender.incarnation().isAbove(entry.incarnation())) {
            accept(now, entry, contender);
        }
    }

    /** Makes this node's own claim known again, at a number above the given one. */
    void refute(Now now, Claim accusation) {
        core.self.outrank(accusation.incarnation());
        core.health.onRefuted();
        core.counters.increment(TrafficCounter.REFUTATIONS);
        announceSelf(now);
    }

    /** Puts this node's present claim into its own table and among the rumors; not after its goodbye. */
    void announceSelf(Now now) {
        if (core.self.isLeaving()) {
            return;
        }
        Alive claim = core.self.claim();
        MemberEntry entry = core.table.get(claim.node());
        if (entry == null) {
            core.table.add(new MemberEntry(claim, now.nanos()));
        } else {
            Member before = entry.toMember();
            entry.believe(claim, now.nanos());
            core.table.changed(entry, before);
        }
        core.spread(claim, Urgency.OWN);
    }

    private void onSelf(Now now, Claim claim) {
        if (core.self.isLeaving()) {
            return;
        }
        if (claim.incarnation().isBelow(core.self.incarnation())) {
            reminder.onRefuted(claim);
            return;
        }
        if (!(claim instanceof Alive alive)) {
            if (isPlausible(claim, core.self.incarnation())) {
                refute(now, claim);
            }
            return;
        }
        Alive own = core.self.claim();
        if (!alive.address().equals(own.address())) {
            contenders.onRival(now, alive);
        } else if (!alive.equals(own)) {
            refute(now, claim);
        }
    }

    private void onAlive(Now now, Alive claim) {
        if (!compatibility.admits(claim)) {
            core.counters.increment(Rejection.INCOMPATIBLE);
            return;
        }
        MemberEntry entry = core.table.get(claim.node());
        if (entry == null) {
            appear(now, claim);
        } else if (!claim.incarnation().isAbove(entry.incarnation())) {
            reminder.onStale(entry, claim);
        } else if (claim.address().equals(entry.address()) || mayMove(now, entry)) {
            accept(now, entry, claim);
        } else {
            contenders.onContender(now, entry, claim);
        }
    }

    private void appear(Now now, Alive claim) {
        if (core.table.isFull()) {
            core.counters.increment(Rejection.OVERLOAD);
            return;
        }
        MemberEntry entry = new MemberEntry(claim, now.nanos());
        core.table.add(entry);
        core.spread(claim, Urgency.HERE);
        announcer.appeared(now, entry);
        follow(now, claim);
    }

    private void accept(Now now, MemberEntry entry, Alive claim) {
        Member before = entry.toMember();
        boolean replaced = entry.isLive() && entry.isOtherProcess(claim);
        entry.believe(claim, now.nanos());
        core.table.changed(entry, before);
        core.spread(claim, Urgency.HERE);
        if (replaced) {
            announcer.replaced(now, entry, before);
        } else {
            announcer.changed(now, entry, before.status());
        }
        follow(now, claim);
    }

    /** A node of ours speaks what all understand, and so follows a member that does not understand it. */
    private void follow(Now now, Alive believed) {
        if (compatibility.adapt(believed)) {
            announceSelf(now);
        }
    }

    /** A name moves to another address freely once its holder has left, or has been down for the reclaim time. */
    private boolean mayMove(Now now, MemberEntry entry) {
        return switch (entry.status()) {
            case LEFT -> true;
            case DOWN -> now.nanos() - entry.sinceNanos() >= core.timing.reclaimNanos();
            case HEALTHY, SUSPECT -> false;
        };
    }

    private void onSuspect(Now now, Suspect claim) {
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

    private void onDead(Now now, Dead claim) {
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

    private boolean isPlausible(Claim accusation, Incarnation announced) {
        boolean plausible = accusation.incarnation().isAccusableOf(announced);
        if (!plausible) {
            core.counters.increment(Rejection.IMPLAUSIBLE);
        }
        return plausible;
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
