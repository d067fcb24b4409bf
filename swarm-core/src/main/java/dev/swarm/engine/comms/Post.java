package dev.swarm.engine.comms;

import dev.swarm.api.Link;
import dev.swarm.api.LinkQuality;
import dev.swarm.api.NodeId;
import dev.swarm.api.Priority;
import dev.swarm.api.SendOutcome;
import dev.swarm.engine.comms.LaneBuffer.Added;
import dev.swarm.engine.comms.Way.Kind;
import dev.swarm.engine.wire.comms.EntryHead;
import dev.swarm.engine.wire.comms.EntryKind;
import dev.swarm.engine.wire.comms.Payload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The side of messages that any thread calls. What becomes of a message is decided at once, from what the engine's
 * thread has written down of the way: nobody waits for it, and it only has to be woken.
 */
public final class Post {

    final Ready ready = new Ready();
    final Map<NodeId, Route> routes = new ConcurrentHashMap<>();
    final Queue<Held> released = new ConcurrentLinkedQueue<>();
    final Waits waits;
    private final Runnable alarm;
    private final Map<Priority, Map<SendOutcome, LongAdder>> outcomes = new EnumMap<>(Priority.class);
    private volatile boolean closed;

    Post(Waits waits, Runnable alarm) {
        this.waits = waits;
        this.alarm = alarm;
        for (Priority priority : Priority.values()) {
            Map<SendOutcome, LongAdder> counts = new EnumMap<>(SendOutcome.class);
            for (SendOutcome outcome : SendOutcome.values()) {
                counts.put(outcome, new LongAdder());
            }
            outcomes.put(priority, counts);
        }
    }

    /** A sender at a priority. */
    record Held(NodeId from, Priority priority) {}

    /**
     * What somebody waits for.
     *
     * @param kind a request or a delivery
     * @param caller told of the reply, unless the message is not sent
     * @param untilNanos until when, in the engine's monotonic time
     */
    public record Asking(EntryKind kind, Caller caller, long untilNanos) {}

    /**
     * Sends a message.
     *
     * @param expiresNanos when it is worth nothing any more, in the engine's monotonic time; 0 for never
     */
    public SendOutcome send(NodeId to, Priority priority, Payload payload, long expiresNanos) {
        Route route = routes.get(to);
        SendOutcome outcome = refusal(route, priority);
        if (route != null && outcome == SendOutcome.SENT) {
            int expiry = expiresNanos == 0 ? 0 : Expiry.at(expiresNanos);
            boolean added = append(route.lane(priority), EntryHead.message(expiry), payload);
            outcome = added ? SendOutcome.SENT : SendOutcome.REJECTED;
        }
        return counted(route, priority, outcome);
    }

    /** Sends a message whose reply somebody waits for; it expires when the wait does. */
    public SendOutcome ask(NodeId to, Priority priority, Payload payload, Asking asking) {
        Route route = routes.get(to);
        SendOutcome outcome = refusal(route, priority);
        if (route == null || outcome != SendOutcome.SENT) {
            return counted(route, priority, outcome);
        }
        long number = waits.begin(to, asking.caller(), asking.untilNanos());
        EntryHead head = new EntryHead(asking.kind(), number, Expiry.at(asking.untilNanos()));
        boolean added = number != 0 && append(route.lane(priority), head, payload);
        if (number != 0 && !added) {
            waits.withdraw(number);
        }
        if (added && closed) {
            waits.onUndelivered(number, SendOutcome.DISCONNECTED);
        }
        return counted(route, priority, added ? SendOutcome.SENT : SendOutcome.REJECTED);
    }

    /**
     * Sends the reply to a message that came.
     *
     * @return false if there is no way or no room; whoever asked hears nothing then
     */
    public boolean answer(NodeId to, Priority priority, EntryKind kind, long number, Payload payload) {
        Route route = routes.get(to);
        return route != null && append(route.lane(priority), new EntryHead(kind, number, 0), payload);
    }

    /** The inbox takes messages of a sender at a priority again. */
    public void release(NodeId from, Priority priority) {
        released.add(new Held(from, priority));
        alarm.run();
    }

    /**
     * Tells whether a lane takes messages, or never will as there is no way.
     *
     * @param whenRoom called by the engine's thread when that is so again, if it is not; returns at once
     */
    public boolean hasRoomOrCalls(NodeId node, Priority priority, Runnable whenRoom) {
        Route route = routes.get(node);
        return route == null || route.way.is(Kind.NONE) || route.lane(priority).hasRoomOrCalls(whenRoom);
    }

    /** Returns how good the link to a node is. */
    public LinkQuality quality(NodeId node) {
        Route route = routes.get(node);
        if (route == null) {
            return LinkQuality.DISCONNECTED;
        }
        return route.isSelf() ? LinkQuality.EXCELLENT : route.quality;
    }

    /** Returns the links to all nodes of ours that are here, sorted by name. */
    public List<Link> links() {
        List<Link> links = new ArrayList<>();
        for (Route route : routes.values()) {
            if (!route.isSelf()) {
                links.add(new Link(
                        route.id,
                        route.quality,
                        route.connected,
                        route.way.relay(),
                        route.accepted(),
                        route.refused.sum(),
                        route.received.sum()));
            }
        }
        links.sort(Comparator.comparing(Link::node));
        return links;
    }

    /** Returns how many messages of a priority had an outcome. */
    public long count(Priority priority, SendOutcome outcome) {
        return counter(priority, outcome).sum();
    }

    /** Returns how many wait for replies. */
    public int waiting() {
        return waits.size();
    }

    /** Nothing is sent any more, and whoever waits hears of it; any thread. Idempotent. */
    public void close() {
        closed = true;
        routes.clear();
        waits.endAll();
    }

    private SendOutcome refusal(@Nullable Route route, Priority priority) {
        if (route == null) {
            return SendOutcome.DISCONNECTED;
        }
        Way way = route.way;
        if (way.is(Kind.NONE)) {
            route.needed = true;
            return SendOutcome.DISCONNECTED;
        }
        return priority.isSentOver(way.quality()) ? SendOutcome.SENT : SendOutcome.DROPPED;
    }

    private boolean append(LaneBuffer lane, EntryHead head, Payload payload) {
        Added added = lane.append(head, payload);
        if (added == Added.FIRST) {
            ready.add(lane);
            alarm.run();
        }
        return added != Added.FULL;
    }

    private LongAdder counter(Priority priority, SendOutcome outcome) {
        Map<SendOutcome, LongAdder> counts = Objects.requireNonNull(outcomes.get(priority));
        return Objects.requireNonNull(counts.get(outcome));
    }

    private SendOutcome counted(@Nullable Route route, Priority priority, SendOutcome outcome) {
        counter(priority, outcome).increment();
        if (route != null && outcome != SendOutcome.SENT) {
            route.refused.increment();
        }
        return outcome;
    }
}
