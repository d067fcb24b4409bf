package dev.swarm.engine.membership;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import dev.swarm.api.Rejection;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.Message.Alive;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Two addresses claim one name. Who held it first keeps it as long as it answers there; so the holder is asked, and
 * only if it stays silent the other one gets the name. Covers a process restarted on another port or host before its
 * old self was given up, and refuses a second live node of the same name.
 */
final class Contenders {

    /** Most names in dispute at once. */
    static final int MAX_DISPUTES = 64;

    private static final int ASK_TIMES = 2;

    private final Core core;
    private final Map<NodeId, Dispute> disputes = new LinkedHashMap<>();
    private final List<Outcome> outcomes = new ArrayList<>();

    Contenders(Core core) {
        this.core = core;
    }

    /** How a dispute ended. */
    sealed interface Outcome {

        /** Another member's old holder is silent. */
        record Won(Alive contender) implements Outcome {}

        /** Another node answers under this node's name. */
        record RivalAnswers(Alive rival) implements Outcome {}

        /** Nobody answers under this node's name; what others believe is its past. */
        record RivalSilent(Alive rival) implements Outcome {}
    }

    /** A member's name is claimed from another address than the one that holds it. */
    void onContender(Now now, MemberEntry holder, Alive contender) {
        dispute(now, contender, holder.address());
    }

    /** This node's own name is claimed from another address. */
    void onRival(Now now, Alive rival) {
        dispute(now, rival, rival.address());
    }

    /**
     * Tells another node of this node's name, started at the same time, that it must give way; asks it a while later
     * whether it did.
     */
    void challenge(Now now, Alive rival) {
        Dispute dispute = new Dispute(rival, rival.address(), core.nextSequence());
        dispute.nextNanos = now.nanos() + core.timing.probeTimeoutNanos();
        disputes.put(rival.node(), dispute);
        core.sendOnly(rival.address(), core.self.claim());
    }

    /** Takes an answer; tells whether it was awaited here. */
    boolean onAck(long seqNo) {
        for (Iterator<Dispute> all = disputes.values().iterator(); all.hasNext(); ) {
            Dispute dispute = all.next();
            if (dispute.seqNo == seqNo) {
                all.remove();
                core.counters.increment(Rejection.NAME_CONFLICT);
                if (isOwn(dispute.claim)) {
                    outcomes.add(new Outcome.RivalAnswers(dispute.claim));
                }
                return true;
            }
        }
        return false;
    }

    void onTime(Now now) {
        for (Iterator<Dispute> all = disputes.values().iterator(); all.hasNext(); ) {
            Dispute dispute = all.next();
            if (dispute.nextNanos > now.nanos()) {
                continue;
            }
            if (dispute.asked < ASK_TIMES) {
                ask(now, dispute);
            } else {
                all.remove();
                outcomes.add(
                        isOwn(dispute.claim) ? new Outcome.RivalSilent(dispute.claim) : new Outcome.Won(dispute.claim));
            }
        }
    }

    /** Returns what was decided since the last call. */
    List<Outcome> drain() {
        if (outcomes.isEmpty()) {
            return List.of();
        }
        List<Outcome> drained = List.copyOf(outcomes);
        outcomes.clear();
        return drained;
    }

    /** Tells whether this node's own name is in dispute. */
    boolean isOwnNameDisputed() {
        return disputes.containsKey(core.self.id());
    }

    long nextDeadlineNanos() {
        long next = Deadline.NEVER;
        for (Dispute dispute : disputes.values()) {
            next = Math.min(next, dispute.nextNanos);
        }
        return next;
    }

    private void dispute(Now now, Alive claim, NodeAddress holder) {
        if (disputes.containsKey(claim.node())) {
            return;
        }
        if (disputes.size() >= MAX_DISPUTES) {
            core.counters.increment(Rejection.OVERLOAD);
            return;
        }
        Dispute dispute = new Dispute(claim, holder, core.nextSequence());
        disputes.put(claim.node(), dispute);
        ask(now, dispute);
    }

    private void ask(Now now, Dispute dispute) {
        dispute.asked++;
        dispute.nextNanos = now.nanos() + core.timing.probeTimeoutNanos();
        core.sendOnly(dispute.holder, core.ping(dispute.seqNo, dispute.claim.node()));
    }

    private boolean isOwn(Alive claim) {
        return claim.node().equals(core.self.id());
    }

    /** One name with the address that held it first. */
    private static final class Dispute {

        private final Alive claim;
        private final NodeAddress holder;
        private final long seqNo;
        private int asked;
        private long nextNanos;

        private Dispute(Alive claim, NodeAddress holder, long seqNo) {
            this.claim = claim;
            this.holder = holder;
            this.seqNo = seqNo;
        }
    }
}
