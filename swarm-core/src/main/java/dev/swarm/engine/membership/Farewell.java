package dev.swarm.engine.membership;

import dev.swarm.api.Member;
import dev.swarm.api.MemberStatus;
import dev.swarm.engine.membership.RumorQueue.Urgency;
import dev.swarm.engine.step.Answer;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.step.Ticket;
import dev.swarm.engine.wire.Message;
import dev.swarm.engine.wire.Message.Dead;
import dev.swarm.engine.wire.SerfIntent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Leaving in order: the goodbye goes straight to many members, twice in case packets are lost, and on as an ordinary
 * rumor until it was told often enough (specification section 11.11). Serf agents are told in their own words first, as
 * they take whoever leaves without for failed (section 15).
 */
final class Farewell {

    /** How long the goodbye may take to spread. */
    static final long LIMIT_NANOS = 2_000_000_000L;

    /** How many members hear the goodbye from this node itself. */
    private static final int FAN_OUT = 32;

    private static final int TELL_TIMES = 2;

    private final Core core;
    private final Deadline limit = new Deadline();
    private final Deadline again = new Deadline();
    private int told;
    private @Nullable Ticket ticket;

    Farewell(Core core) {
        this.core = core;
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
        if (tellAgents()) {
            // they may handle what arrives together in any order
            again.set(now, core.timing.gossipIntervalNanos());
        } else {
            begin(now);
        }
    }

    private void begin(Now now) {
        core.spread(goodbye(), Urgency.OWN);
        tell(now);
    }

    void onTime(Now now) {
        if (again.isDue(now) && told == 0) {
            begin(now);
        } else if (again.isDue(now)) {
            tellAgents();
            tell(now);
        }
        Ticket toAnswer = ticket;
        boolean nobodyLeft = core.table.live() == 0;
        boolean spread = !again.isSet() && !core.rumors.contains(core.self.id());
        if (toAnswer != null && (nobodyLeft || spread || limit.isDue(now))) {
            ticket = null;
            again.clear();
            core.outbox.answer(toAnswer, new Answer.Done());
        }
    }

    long nextDeadlineNanos() {
        return ticket == null ? Deadline.NEVER : Math.min(limit.atNanos(), again.atNanos());
    }

    /** Tells whether there are any. */
    private boolean tellAgents() {
        // the incarnation grows from life to life, as the time of intents must
        Message intent =
                SerfIntent.leave(core.self.id(), core.self.incarnation().value());
        List<MemberEntry> agents = core.table.choose(FAN_OUT, entry -> entry.isLive() && entry.isSerfAgent());
        agents.forEach(agent -> core.sendOnly(agent, intent));
        return !agents.isEmpty();
    }

    private void tell(Now now) {
        for (MemberEntry entry : core.table.choose(FAN_OUT, MemberEntry::isLive)) {
            core.sendOnly(entry, goodbye());
        }
        told++;
        if (told < TELL_TIMES) {
            again.set(now, core.timing.gossipIntervalNanos());
        } else {
            again.clear();
        }
    }

    private Dead goodbye() {
        return new Dead(core.self.id(), core.self.incarnation(), core.self.id());
    }
}
