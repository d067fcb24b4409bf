package dev.swarm.engine.comms;

import dev.swarm.api.LinkQuality;
import dev.swarm.api.NodeId;
import dev.swarm.api.Priority;
import dev.swarm.engine.comms.Way.Kind;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Peer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One process of one node as messages see it. What is volatile is written by the engine's thread and read by any; the
 * rest, but for the buffers, is the engine's thread's alone.
 */
final class Route {

    final NodeId id;

    /** The lanes, the most urgent first; made when somebody sends, since in a large cluster most never do. */
    private volatile Map<Priority, LaneBuffer> lanes = Map.of();

    /** How many were refused: dropped, rejected, or without a way. */
    final LongAdder refused = new LongAdder();

    /** How messages get there. */
    volatile Way way;

    /** How good the direct link is. */
    volatile LinkQuality quality = LinkQuality.GOOD;

    /** Whether a connection stands. */
    volatile boolean connected;

    /** Whether somebody wants to send there; written by any thread. */
    volatile boolean needed;

    /** How many messages came from there. */
    final LongAdder received = new LongAdder();

    /** The process; {@code null} for this node itself. */
    final @Nullable Peer peer;

    /** Whether the direct link was there and is not any more, or did not come about in time. */
    boolean lost;

    /** Who passes messages on. */
    @Nullable
    NodeId relay;

    /** Who was asked whether it can reach the node, and has not answered. */
    final Set<NodeId> asked = new HashSet<>();

    /** How a relay is looked for. */
    Search search = Search.NEVER;

    /** How many were asked in this search. */
    int tried;

    /** How many searches ended in vain since there was a direct link. */
    int vain;

    /** Until when answers are waited for, or a connection; {@link Deadline#NEVER} if neither is. */
    long untilNanos = Deadline.NEVER;

    /** Buffers that wait until more may leave to this node, by priority. */
    private final Map<Priority, List<LaneBuffer>> blocked = new EnumMap<>(Priority.class);

    private final int queueBytes;

    /** How a relay is looked for. */
    enum Search {
        /** Not yet. */
        NEVER,
        /** The way was lost just now; messages wait for the end of the search. */
        FIRST,
        /** There was nobody; others are asked, and no message waits. */
        AGAIN,
        /** There is nobody; it begins again later. */
        PAUSED
    }

    Route(NodeId id, @Nullable Peer peer, int queueBytes) {
        this.id = id;
        this.peer = peer;
        this.way = peer == null ? Way.SELF : Way.WAITING;
        this.queueBytes = queueBytes;
    }

    /** Returns a lane; any thread. */
    LaneBuffer lane(Priority priority) {
        Map<Priority, LaneBuffer> known = lanes;
        return Objects.requireNonNull((known.isEmpty() ? makeLanes() : known).get(priority));
    }

    /** Shows the lanes, if somebody has used one. */
    void eachLane(Consumer<LaneBuffer> action) {
        lanes.values().forEach(action);
    }

    private synchronized Map<Priority, LaneBuffer> makeLanes() {
        if (lanes.isEmpty()) {
            Map<Priority, LaneBuffer> made = new EnumMap<>(Priority.class);
            for (Priority priority : Priority.values()) {
                made.put(priority, new LaneBuffer(id, priority, null, queueBytes));
            }
            lanes = made;
        }
        return lanes;
    }

    /** Takes all buffers that wait until more may leave at a priority. */
    List<LaneBuffer> unblock(Priority priority) {
        List<LaneBuffer> waiting = blocked.remove(priority);
        return waiting == null ? List.of() : waiting;
    }

    /** Lets a buffer wait until more may leave. */
    void block(LaneBuffer buffer) {
        blocked.computeIfAbsent(buffer.priority, made -> new ArrayList<>(1)).add(buffer);
    }

    /** Tells whether messages may go over a connection of its own. */
    boolean isDirect() {
        return connected && quality != LinkQuality.DISCONNECTED;
    }

    boolean isSelf() {
        return way.is(Kind.SELF);
    }

    long accepted() {
        long sum = 0;
        for (LaneBuffer lane : lanes.values()) {
            sum += lane.accepted();
        }
        return sum;
    }
}
