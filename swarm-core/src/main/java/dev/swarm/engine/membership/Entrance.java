package dev.swarm.engine.membership;

import dev.swarm.api.NodeAddress;
import dev.swarm.engine.membership.Contenders.Outcome.RivalAnswers;
import dev.swarm.engine.step.Answer;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.step.Ticket;
import dev.swarm.engine.wire.NodeMeta;
import org.jspecify.annotations.Nullable;

/**
 * The time between the start of a node and its finding a place: it looks before it founds. Ends once, by joining, by
 * having looked in vain, or by learning that its name is taken.
 */
final class Entrance {

    /** How long a node that hears of nobody looks. */
    static final long LOOK_NANOS = 1_000_000_000L;

    /** How long a node that heard of others tries to reach one. */
    static final long TRY_NANOS = 3_000_000_000L;

    /**
     * Two nodes of one name started closer together than this give the name to the earlier; else the newcomer yields.
     */
    private static final long TOGETHER_MILLIS = 10_000;

    private final Core core;
    private final Deadline lookUntil = new Deadline();
    private final Deadline tryUntil = new Deadline();
    private @Nullable Ticket ticket;
    private boolean joined;
    private boolean challenged;

    Entrance(Core core) {
        this.core = core;
    }

    void start(Now now, Ticket toAnswer) {
        ticket = toAnswer;
        lookUntil.set(now, LOOK_NANOS);
        tryUntil.set(now, TRY_NANOS);
    }

    boolean isOpen() {
        return ticket != null;
    }

    void onJoined() {
        joined = true;
    }

    /** This node told its rival to give way; if the rival answers still, it does not. */
    void onChallenged() {
        challenged = true;
    }

    /**
     * A live node answers under this node's name. Returns whether this node must give way; of two started together the
     * later does, and of two with the same stamp the one with the higher address. A rival that was told so and answers
     * still has found its place already, and keeps it.
     */
    boolean mustYield(RivalAnswers rival) {
        if (challenged) {
            return true;
        }
        NodeMeta other = NodeMeta.decode(rival.rival().meta()).orElse(null);
        if (other == null) {
            return true;
        }
        long olderBy = core.self.startedAtMillis() - other.startedAtMillis();
        if (Math.abs(olderBy) > TOGETHER_MILLIS) {
            return true;
        }
        boolean tie = olderBy == 0;
        return tie ? core.self.address().compareTo(rival.rival().address()) > 0 : olderBy > 0;
    }

    /** Ends the entrance because the name is taken. */
    void refuse(NodeAddress holder) {
        answer(new Answer.NameTaken(core.self.id(), holder));
    }

    /** Ends the entrance if the node has found its place; looked at after each step. */
    void settle(Now now, Seeker seeker, boolean nameDisputed) {
        if (ticket == null || nameDisputed) {
            return;
        }
        boolean nobodyThere = lookUntil.isDue(now) && seeker.isExhausted();
        if (joined || nobodyThere || tryUntil.isDue(now)) {
            answer(new Answer.Done());
        }
    }

    long nextDeadlineNanos(Now now, boolean nameDisputed) {
        if (ticket == null || nameDisputed) {
            return Deadline.NEVER;
        }
        return lookUntil.isDue(now) ? tryUntil.atNanos() : lookUntil.atNanos();
    }

    private void answer(Answer answer) {
        Ticket toAnswer = ticket;
        if (toAnswer != null) {
            ticket = null;
            core.outbox.answer(toAnswer, answer);
        }
    }
}
