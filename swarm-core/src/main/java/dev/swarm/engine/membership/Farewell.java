package dev.swarm.engine.membership;

import dev.swarm.api.Member;
import dev.swarm.api.MemberStatus;
import dev.swarm.engine.membership.RumorQueue.Urgency;
import dev.swarm.engine.step.Answer;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.step.Ticket;
import dev.swarm.engine.wire.Message.Dead;
import org.jspecify.annotations.Nullable;

/**
 * Leaving in order: the goodbye goes to many at once, then as an ordinary rumor until it was told often enough
 * (specification section 11.11).
 */
final class Farewell {

    /** How long the goodbye may take to spread. */
    static final long LIMIT_NANOS = 2_000_000_000L;

    private final Core core;
    private final Gossiper gossiper;
    private final Deadline limit = new Deadline();
    private @Nullable Ticket ticket;

    Farewell(Core core, Gossiper gossiper) {
        this.core = core;
        this.gossiper = gossiper;
    }

    /** Says goodbye; the ticket is answered when it has spread, or when the time is up. */
    void start(Now now, Ticket toAnswer) {
        if (core.self.isLeaving()) {
            core.outbox.answer(toAnswer, new Answer.Failed("the node is leaving already"));
            return;
        }
        ticket = toAnswer;
        limit.set(now, LIMIT_NANOS);
        core.self.leave();
        MemberEntry own = core.table.get(core.self.id());
        if (own != null) {
            Member before = own.toMember();
            own.end(own.incarnation(), MemberStatus.LEFT, now.nanos());
            core.table.changed(own, before);
        }
        Dead goodbye = new Dead(core.self.id(), core.self.incarnation(), core.self.id());
        core.spread(goodbye, Urgency.OWN);
        gossiper.round(now, 2 * core.timing.config().gossip().nodes());
    }

    void onTime(Now now) {
        Ticket toAnswer = ticket;
        boolean spread = core.table.live() == 0 || !core.rumors.contains(core.self.id());
        if (toAnswer != null && (spread || limit.isDue(now))) {
            ticket = null;
            core.outbox.answer(toAnswer, new Answer.Done());
        }
    }

    long nextDeadlineNanos() {
        return ticket == null ? Deadline.NEVER : limit.atNanos();
    }
}
