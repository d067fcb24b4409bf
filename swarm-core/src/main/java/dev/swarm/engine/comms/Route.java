package dev.swarm.engine.comms;

import dev.swarm.api.LinkQuality;
import dev.swarm.api.NodeId;
import dev.swarm.api.Priority;
import dev.swarm.engine.comms.Way.Kind;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Peer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * One process of one node as messages see it. What is volatile is written by the engine's thread and read by any; the
 * rest, but for the buffers, is the engine's thread's alone.
 */
final class Route {

    final NodeId id;

    /** The lanes, the most urgent first. */
    final Map<Priority, LaneBuffer> lanes = new EnumMap<>(Priority.class);

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
    private final Map<Priority, Deque<LaneBuffer>> blocked = new EnumMap<>(Priority.class);

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
        for (Priority priority : Priority.values()) {
            lanes.put(priority, new LaneBuffer(id, priority, null, queueBytes));
            blocked.put(priority, new ArrayDeque<>());
        }
    }

    LaneBuffer lane(Priority priority) {
        return Objects.requireNonNull(lanes.get(priority));
    }

    Deque<LaneBuffer> blocked(Priority priority) {
        return Objects.requireNonNull(blocked.get(priority));
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
