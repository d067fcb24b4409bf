package dev.swarm.engine.comms;

import dev.swarm.api.NodeId;
import dev.swarm.api.SendOutcome;
import dev.swarm.api.TrafficCounter;
import dev.swarm.engine.step.Counters;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for a reply, by number: any thread begins a wait, the engine's thread ends it, and each ends once. One
 * moment stands for all time-outs, the earliest; when it comes all waits are looked at, at most one for each
 * microsecond that has passed since the last look, so that many waits cost little and end a little late.
 */
final class Waits {

    private static final long NANOS_PER_LOOK = 1_000;

    private final int most;
    private final Counters counters;
    private final Map<Long, Wait> open = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong lastNumber = new AtomicLong();
    private final AtomicLong earliestNanos = new AtomicLong(Deadline.NEVER);
    private long notBeforeNanos;

    Waits(int most, Counters counters) {
        this.most = most;
        this.counters = counters;
    }

    private record Wait(NodeId with, Caller caller, long untilNanos) {}

    /**
     * Begins a wait.
     *
     * @return its number, 0 if there are too many
     */
    long begin(NodeId with, Caller caller, long untilNanos) {
        if (count.incrementAndGet() > most) {
            count.decrementAndGet();
            return 0;
        }
        long number = lastNumber.incrementAndGet();
        open.put(number, new Wait(with, caller, untilNanos));
        earliestNanos.accumulateAndGet(untilNanos, Math::min);
        return number;
    }

    /**
     * Takes a wait back that has not begun to be one for others.
     *
     * @return false if it has ended already
     */
    boolean withdraw(long number) {
        return remove(number) != null;
    }

    /** A reply came; one that nobody waits for any more, or from somebody else, is counted. */
    void onReply(long number, NodeId from, Reply reply) {
        Wait wait = open.get(number);
        if (wait == null || !wait.with.equals(from) || remove(number) == null) {
            counters.increment(TrafficCounter.COMMS_LATE_ANSWERS);
            return;
        }
        wait.caller.onReply(reply);
    }

    /** A message that somebody waits for does not leave after all. */
    void onUndelivered(long number, SendOutcome outcome) {
        Wait wait = remove(number);
        if (wait != null) {
            wait.caller.onReply(new Reply.Undelivered(outcome));
        }
    }

    /** No way leads to a node any more. */
    void endAll(NodeId with) {
        endIf(wait -> wait.with.equals(with), new Reply.Undelivered(SendOutcome.DISCONNECTED));
    }

    /** This node ends. */
    void endAll() {
        endIf(wait -> true, new Reply.Undelivered(SendOutcome.DISCONNECTED));
    }

    void onTime(Now now) {
        if (nextDeadlineNanos() > now.nanos()) {
            return;
        }
        earliestNanos.set(Deadline.NEVER);
        notBeforeNanos = now.nanos() + NANOS_PER_LOOK * open.size();
        long ended = endIf(wait -> wait.untilNanos <= now.nanos(), new Reply.TimedOut());
        counters.add(TrafficCounter.COMMS_TIMEOUTS, ended);
        long next = Deadline.NEVER;
        for (Wait wait : open.values()) {
            next = Math.min(next, wait.untilNanos);
        }
        earliestNanos.accumulateAndGet(next, Math::min);
    }

    long nextDeadlineNanos() {
        long earliest = earliestNanos.get();
        return earliest == Deadline.NEVER ? earliest : Math.max(earliest, notBeforeNanos);
    }

    int size() {
        return count.get();
    }

    /** In the order in which they began. */
    private long endIf(Predicate<Wait> which, Reply reply) {
        Map<Long, Wait> ending = new TreeMap<>();
        open.forEach((number, wait) -> {
            if (which.test(wait)) {
                ending.put(number, wait);
            }
        });
        ending.keySet().removeIf(number -> remove(number) == null);
        ending.values().forEach(wait -> wait.caller.onReply(reply));
        return ending.size();
    }

    private @Nullable Wait remove(long number) {
        Wait wait = open.remove(number);
        if (wait != null) {
            count.decrementAndGet();
        }
        return wait;
    }
}
