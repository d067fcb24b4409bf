package dev.swarm.engine.membership;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.Rejection;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.Message.Ack;
import dev.swarm.engine.wire.Message.IndirectPing;
import dev.swarm.engine.wire.Message.Nack;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Pings on behalf of others. The nack goes out at 80 % of the probe time-out, early enough to count for the requester
 * (Lifeguard section IV.A; specification section 11.2 shows that later ones never do). A late answer is still
 * forwarded.
 */
final class Relays {

    /** Most questions forwarded at once. */
    static final int MAX_RUNNING = 512;

    private static final int NACK_PERCENT = 80;

    private final Core core;
    private final Map<Long, Relayed> running = new LinkedHashMap<>();

    Relays(Core core) {
        this.core = core;
    }

    /** Forwards a question. */
    void on(Now now, NodeAddress from, IndirectPing request) {
        if (running.size() >= MAX_RUNNING) {
            core.counters.increment(Rejection.OVERLOAD);
            return;
        }
        NodeAddress source = request.source();
        long nackAt = request.wantsNack() ? now.nanos() + nackDelayNanos() : Deadline.NEVER;
        long until = now.nanos() + core.timing.probeIntervalNanos();
        long seqNo = core.nextSequence();
        running.put(seqNo, new Relayed(source == null ? from : source, request.seqNo(), nackAt, until));
        core.send(request.targetAddress(), core.ping(seqNo, request.target()));
    }

    /** Forwards an answer; tells whether it was awaited here. */
    boolean onAck(long seqNo) {
        Relayed relayed = running.remove(seqNo);
        if (relayed == null) {
            return false;
        }
        core.send(relayed.requester, new Ack(relayed.seqNo, null));
        return true;
    }

    /** Sends the nacks that are due and gives up the questions whose time is up. */
    void onTime(Now now) {
        for (Iterator<Relayed> all = running.values().iterator(); all.hasNext(); ) {
            Relayed relayed = all.next();
            if (relayed.nackAtNanos <= now.nanos()) {
                relayed.nackAtNanos = Deadline.NEVER;
                core.send(relayed.requester, new Nack(relayed.seqNo));
            }
            if (relayed.untilNanos <= now.nanos()) {
                all.remove();
            }
        }
    }

    long nextDeadlineNanos() {
        long next = Deadline.NEVER;
        for (Relayed relayed : running.values()) {
            next = Math.min(next, Math.min(relayed.nackAtNanos, relayed.untilNanos));
        }
        return next;
    }

    int running() {
        return running.size();
    }

    private long nackDelayNanos() {
        return core.timing.probeTimeoutNanos() / 100 * NACK_PERCENT;
    }

    /** One question of somebody else. */
    private static final class Relayed {

        private final NodeAddress requester;
        private final long seqNo;
        private final long untilNanos;
        private long nackAtNanos;

        private Relayed(NodeAddress requester, long seqNo, long nackAtNanos, long untilNanos) {
            this.requester = requester;
            this.seqNo = seqNo;
            this.nackAtNanos = nackAtNanos;
            this.untilNanos = untilNanos;
        }
    }
}
