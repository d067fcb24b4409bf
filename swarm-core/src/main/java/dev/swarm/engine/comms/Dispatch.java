package dev.swarm.engine.comms;

import dev.swarm.api.NodeId;
import dev.swarm.api.Priority;
import dev.swarm.api.SendOutcome;
import dev.swarm.api.TrafficCounter;
import dev.swarm.engine.comms.Batch.Contents;
import dev.swarm.engine.comms.Way.Kind;
import dev.swarm.engine.step.Counters;
import dev.swarm.engine.step.Lane;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.Lent;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.comms.BatchForm;
import dev.swarm.engine.wire.comms.BatchForm.Envelope;
import dev.swarm.engine.wire.comms.BatchReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes what waits and lets it leave, the most urgent first. No more is handed to a connection than leaves at once, so
 * that whatever is more urgent finds nothing before it, and whether a message is sent at all is decided anew when it
 * leaves: links get worse while messages wait, and messages get old.
 */
final class Dispatch {

    private final Post post;
    private final MessageLink link;
    private final Counters counters;
    private final Home home;
    private final BatchReader reader = new BatchReader();
    private final List<LaneBuffer> later = new ArrayList<>();

    Dispatch(Post post, MessageLink link, Counters counters, Home home) {
        this.post = post;
        this.link = link;
        this.counters = counters;
        this.home = home;
    }

    /** What is to be done that is not to let messages leave. */
    interface Home {

        /**
         * Takes a batch.
         *
         * @return whether more is welcome
         */
        boolean onOwn(Now now, Priority priority, Batch batch);

        /** Something waits for a node to which no way stands yet. */
        void onWaiting(Now now, Route route);

        /** A relay's buffer is empty. */
        void onPassedOn(LaneBuffer buffer);

        /** What was to be passed on cannot be. */
        void onStuck(LaneBuffer buffer);
    }

    static Lane lane(Priority priority) {
        return switch (priority) {
            case CRITICAL -> Lane.CRITICAL;
            case HIGH -> Lane.HIGH;
            case NORMAL -> Lane.NORMAL;
            case LOW -> Lane.LOW;
        };
    }

    /** Returns the priority of a lane, {@code null} if no messages of users are on it. */
    static @Nullable Priority priority(Lane lane) {
        return switch (lane) {
            case CRITICAL -> Priority.CRITICAL;
            case HIGH -> Priority.HIGH;
            case NORMAL -> Priority.NORMAL;
            case LOW -> Priority.LOW;
            case CONTROL, CHANGES, BULK -> null;
        };
    }

    /** Lets leave what may. */
    void drain(Now now) {
        for (LaneBuffer next = post.ready.poll(); next != null; next = post.ready.poll()) {
            drain(now, next);
            next.takeAwaiting().forEach(Runnable::run);
        }
        later.forEach(post.ready::add);
    }

    /** Tells whether something was left for the next step, right after {@link #drain}. */
    boolean takeHasMore() {
        boolean more = !later.isEmpty();
        later.clear();
        return more;
    }

    /** More may leave to a node at a priority. */
    void onRoom(Route route, Priority priority) {
        route.unblock(priority).forEach(post.ready::add);
    }

    /** The way to a node is another one now: whatever waits for it is looked at again. */
    void onWay(Route route) {
        for (Priority priority : Priority.values()) {
            onRoom(route, priority);
        }
        route.eachLane(post.ready::addIfNeeded);
    }

    /** A node is not here any more: what waits for it is lost. */
    void onGone(Now now, Route route) {
        route.way = Way.NONE;
        onWay(route);
        route.eachLane(lane -> drain(now, lane));
    }

    private void drain(Now now, LaneBuffer buffer) {
        Route route = post.routes.get(buffer.to);
        Way way = route == null ? Way.NONE : route.way;
        if (buffer.origin != null) {
            drainPassage(now, buffer, route, way);
        } else if (way.is(Kind.SELF)) {
            drainOwn(now, buffer, route);
        } else if (way.is(Kind.NONE)) {
            drop(buffer, TrafficCounter.COMMS_LOST, SendOutcome.DISCONNECTED);
        } else if (!buffer.priority.isSentOver(way.quality())) {
            drop(buffer, TrafficCounter.COMMS_DROPPED_LATE, SendOutcome.DROPPED);
        } else if (way.is(Kind.WAITING) && route != null) {
            route.needed = true;
            route.block(buffer);
            home.onWaiting(now, route);
        } else {
            NodeId over = way.relay() == null ? buffer.to : way.relay();
            leave(now, buffer, over, way.relay() == null ? null : Envelope.TO_PASS_ON);
        }
    }

    /** A batch of each lane in a step: handlers that answer to their own node would keep this going for ever. */
    private void drainOwn(Now now, LaneBuffer buffer, @Nullable Route self) {
        Batch batch = buffer.take(Long.MAX_VALUE);
        Batch left = prepared(now, batch, TrafficCounter.COMMS_EXPIRED);
        counters.add(TrafficCounter.COMMS_LEFT, left.messages);
        boolean welcome = left.entries() == 0 || home.onOwn(now, buffer.priority, left);
        left.giveBack();
        if (batch != Batch.EMPTY && welcome) {
            later.add(buffer);
        } else if (batch != Batch.EMPTY && self != null) {
            self.block(buffer);
        }
    }

    private void drainPassage(Now now, LaneBuffer buffer, @Nullable Route route, Way way) {
        if (route == null || !way.is(Kind.DIRECT) || !buffer.priority.isSentOver(way.quality())) {
            drop(buffer, TrafficCounter.COMMS_REFUSED, null);
            home.onStuck(buffer);
        } else {
            leave(now, buffer, route.id, Envelope.PASSED_ON);
        }
    }

    private void leave(Now now, LaneBuffer buffer, NodeId over, @Nullable Envelope envelope) {
        boolean passage = buffer.origin != null;
        Lane lane = lane(buffer.priority);
        Batch batch = buffer.take(link.room(over, lane));
        while (batch.entries() > 0) {
            Batch left =
                    prepared(now, batch, passage ? TrafficCounter.COMMS_RELAY_EXPIRED : TrafficCounter.COMMS_EXPIRED);
            boolean sent = left.entries() > 0 && link.send(over, lane, enveloped(buffer, left, envelope));
            count(left, passage, sent);
            if (!sent && !passage) {
                tellWaiting(left, SendOutcome.DISCONNECTED);
            }
            if (!sent || envelope != null) {
                left.giveBack();
            }
            batch = buffer.take(link.room(over, lane));
        }
        Route carrier = post.routes.get(over);
        if (batch == Batch.TOO_LONG && carrier != null) {
            carrier.block(buffer);
        } else if (passage) {
            home.onPassedOn(buffer);
        }
    }

    private void count(Batch batch, boolean passage, boolean sent) {
        if (passage) {
            counters.add(sent ? TrafficCounter.COMMS_FORWARDED : TrafficCounter.COMMS_REFUSED, batch.entries());
        } else {
            counters.add(sent ? TrafficCounter.COMMS_LEFT : TrafficCounter.COMMS_LOST, batch.messages);
            counters.add(TrafficCounter.COMMS_ANSWERS_LOST, sent ? 0 : batch.answers);
        }
    }

    private static Lent enveloped(LaneBuffer buffer, Batch batch, @Nullable Envelope envelope) {
        if (envelope == null) {
            BatchForm.putDirectHead(batch.array());
            return batch;
        }
        NodeId named = buffer.origin == null ? buffer.to : buffer.origin;
        return Lent.of(BatchForm.named(envelope, named, batch.array(), Batch.ENTRIES_AT, batch.to()));
    }

    /** Leaves out what has expired, and gives the rest the time that is left. */
    private Batch prepared(Now now, Batch batch, TrafficCounter expired) {
        if (!batch.timed) {
            return batch;
        }
        byte[] bytes = batch.array();
        int to = Batch.ENTRIES_AT;
        int messages = 0;
        int answers = 0;
        reader.openEntries(bytes, Batch.ENTRIES_AT, batch.to());
        while (hasNext()) {
            int left = reader.expires() ? Expiry.left(now, reader.millis()) : 1;
            if (left > 0) {
                if (reader.expires()) {
                    reader.putMillis(left);
                }
                int length = reader.position() - reader.entryFrom();
                System.arraycopy(bytes, reader.entryFrom(), bytes, to, length);
                to += length;
                messages += reader.kind().isForHandler() ? 1 : 0;
                answers += reader.kind().isForHandler() ? 0 : 1;
            }
        }
        counters.add(expired, batch.entries() - messages - answers);
        return batch.shortened(to, new Contents(messages, answers, true));
    }

    /**
     * Empties a buffer.
     *
     * @param outcome what those hear who wait for replies, {@code null} if they are at another node
     */
    private void drop(LaneBuffer buffer, TrafficCounter messages, @Nullable SendOutcome outcome) {
        Batch batch = buffer.take(Long.MAX_VALUE);
        while (batch.entries() > 0) {
            boolean own = outcome != null;
            counters.add(messages, own ? batch.messages : batch.entries());
            counters.add(TrafficCounter.COMMS_ANSWERS_LOST, own ? batch.answers : 0);
            if (outcome != null) {
                tellWaiting(batch, outcome);
            }
            batch.giveBack();
            batch = buffer.take(Long.MAX_VALUE);
        }
    }

    private void tellWaiting(Batch batch, SendOutcome outcome) {
        reader.openEntries(batch.array(), Batch.ENTRIES_AT, batch.to());
        while (hasNext()) {
            if (reader.kind().isForHandler() && reader.kind().hasNumber()) {
                post.waits.onUndelivered(reader.number(), outcome);
            }
        }
    }

    /** What stands in a buffer was written, or read, by this node. */
    private boolean hasNext() {
        try {
            return reader.next();
        } catch (MalformedPacketException e) {
            throw new IllegalStateException("An entry of this node's own cannot be read: " + e.getMessage(), e);
        }
    }
}
