package dev.swarm.engine.membership;

import dev.swarm.api.Member;
import dev.swarm.api.NodeId;
import dev.swarm.api.Rejection;
import dev.swarm.api.TrafficCounter;
import dev.swarm.engine.membership.RumorQueue.Urgency;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.Message.Alive;
import dev.swarm.engine.wire.Message.Claim;
import dev.swarm.engine.wire.Message.Dead;
import dev.swarm.engine.wire.Message.Suspect;

/**
 * The one place where claims change the table (SWIM section 4.2, specification sections 11.3 to 11.6). A claim wins
 * by its incarnation; at equal ones down beats suspect beats alive. What was believed is passed on, what was known is
 * not.
 *
 * <p>Unlike memberlist, a stale claim never lowers a remembered incarnation, and a member that announces itself too
 * low is told what it is accused of, so that it can refute (issues 311 and PR 197 of its tracker).
 */
final class Claims {

    private final Core core;
    private final Announcer announcer;
    private final Contenders contenders;
    private final Compatibility compatibility;
    private final Reminder reminder;
    private final Accusations accusations;

    Claims(Core core, Contenders contenders, Prober prober, Compatibility compatibility) {
        this.core = core;
        this.announcer = new Announcer(core.outbox);
        this.contenders = contenders;
        this.compatibility = compatibility;
        this.reminder = new Reminder(core);
        this.accusations = new Accusations(core, announcer, prober, reminder);
    }

    /** Takes a claim from anywhere. */
    void on(Now now, Claim claim) {
        if (isOwn(claim.node())) {
            onSelf(now, claim);
        } else if (claim instanceof Alive alive) {
            onAlive(now, alive);
        } else if (claim instanceof Suspect suspect) {
            accusations.onSuspect(now, suspect);
        } else if (claim instanceof Dead dead) {
            accusations.onDead(now, dead);
        }
    }

    /** Gives up the suspects whose time is up. */
    void onTime(Now now) {
        accusations.onTime(now);
    }

    long nextDeadlineNanos() {
        return accusations.nextDeadlineNanos();
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
            if (accusations.isPlausible(claim, core.self.incarnation())) {
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

    private boolean isOwn(NodeId id) {
        return id.equals(core.self.id());
    }
}
