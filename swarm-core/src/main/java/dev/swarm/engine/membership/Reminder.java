package dev.swarm.engine.membership;

import dev.swarm.api.MemberStatus;
import dev.swarm.api.NodeId;
import dev.swarm.engine.membership.RumorQueue.Urgency;
import dev.swarm.engine.wire.Message.Alive;
import dev.swarm.engine.wire.Message.Claim;
import dev.swarm.engine.wire.Message.Dead;

/**
 * Answers claims that are out of date. Whoever makes one was missed by the rumor that settled it, so it is told again,
 * once at a time; without that a refuted member could still be given up by somebody who never heard the refutation.
 */
final class Reminder {

    private final Core core;

    Reminder(Core core) {
        this.core = core;
    }

    /**
     * A member that ended and announces itself too low does not know what is believed of it: tell it. If it left, the
     * word is its own, so that whoever missed it does not take it for a loss.
     */
    void onStale(MemberEntry entry, Alive claim) {
        if (!entry.isLive() && !core.rumors.contains(entry.id())) {
            NodeId from = entry.status() == MemberStatus.LEFT ? entry.id() : core.self.id();
            Dead accusation = new Dead(entry.id(), entry.incarnation(), from);
            core.sendOnly(claim.address(), accusation);
            core.spread(accusation, Urgency.ENDED);
        }
    }

    /**
     * Somebody still believes an accusation that this node has refuted: the refutation missed them, so it is told
     * again.
     */
    void onRefuted(Claim claim) {
        if (!(claim instanceof Alive) && !core.rumors.contains(core.self.id())) {
            core.spread(core.self.claim(), Urgency.OWN);
        }
    }

    /**
     * Somebody accuses a member of what was settled since: the rumor that settled it missed them, so it is told
     * again.
     */
    void onSettled(MemberEntry entry) {
        if (core.rumors.contains(entry.id())) {
            return;
        }
        switch (entry.status()) {
            case HEALTHY -> core.spread(entry.claim(), Urgency.HERE);
            case LEFT -> core.spread(new Dead(entry.id(), entry.incarnation(), entry.id()), Urgency.ENDED);
            case DOWN -> core.spread(new Dead(entry.id(), entry.incarnation(), core.self.id()), Urgency.ENDED);
            case SUSPECT -> {}
        }
    }
}
