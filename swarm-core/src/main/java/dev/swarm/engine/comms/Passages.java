package dev.swarm.engine.comms;

import dev.swarm.api.NodeId;
import dev.swarm.api.Priority;
import dev.swarm.api.TrafficCounter;
import dev.swarm.engine.comms.LaneBuffer.Added;
import dev.swarm.engine.comms.Way.Kind;
import dev.swarm.engine.step.Counters;
import dev.swarm.engine.step.Lane;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.comms.BatchForm;
import dev.swarm.engine.wire.comms.BatchForm.Envelope;
import dev.swarm.engine.wire.comms.BatchReader;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What this node passes on for others, each sender, receiver and priority in a buffer of its own while something waits.
 * Only a direct link of this node's own will do; the same rules hold as for its own messages. What cannot be passed on
 * is refused and counted, and who sent it hears that there is no way here.
 */
final class Passages {

    /** Most that waits for one sender, receiver and priority. */
    private static final long PASSAGE_BYTES = 1024 * 1024;

    private static final int MOST = 256;

    private final Post post;
    private final MessageLink link;
    private final Counters counters;
    private final Map<Passage, LaneBuffer> open = new LinkedHashMap<>();

    Passages(Post post, MessageLink link, Counters counters) {
        this.post = post;
        this.link = link;
        this.counters = counters;
    }

    private record Passage(NodeId from, NodeId to, Priority priority) {}

    /** Takes the entries that a reader stands before. */
    void onToPassOn(Now now, Passenger passenger, byte[] message, BatchReader reader) throws MalformedPacketException {
        Route route = post.routes.get(passenger.to());
        boolean isWay = route != null && route.way.is(Kind.DIRECT);
        boolean goes = route != null && isWay && passenger.priority().isSentOver(route.way.quality());
        Passage passage = new Passage(passenger.from(), passenger.to(), passenger.priority());
        LaneBuffer buffer = goes ? buffer(passage) : null;
        int refused = 0;
        while (reader.next()) {
            if (reader.expires()) {
                reader.putMillis(Expiry.until(now, reader.millis()));
            }
            refused += buffer != null && append(buffer, message, reader) ? 0 : 1;
        }
        counters.add(TrafficCounter.COMMS_REFUSED, refused);
        if (!isWay) {
            sayCannot(passenger.from(), passenger.to());
        }
    }

    /**
     * Who sends to whom.
     *
     * @param from who sent it to this node
     * @param to who is to get it
     * @param priority of the lane on which it came
     */
    record Passenger(NodeId from, NodeId to, Priority priority) {}

    /** All of a buffer has left. */
    void onEmpty(LaneBuffer buffer) {
        if (buffer.origin != null && buffer.waitingBytes() == 0) {
            open.remove(new Passage(buffer.origin, buffer.to, buffer.priority));
        }
    }

    /** What was in a buffer could not be passed on. */
    void onStuck(LaneBuffer buffer) {
        onEmpty(buffer);
        if (buffer.origin != null) {
            sayCannot(buffer.origin, buffer.to);
        }
    }

    /** Returns how many bytes wait to be passed on. */
    long waitingBytes() {
        return open.values().stream().mapToLong(LaneBuffer::waitingBytes).sum();
    }

    private void sayCannot(NodeId to, NodeId about) {
        // whoever cannot be told finds out by its own time-outs
        boolean unused = link.send(to, Lane.CONTROL, BatchForm.named(Envelope.CANNOT, about));
    }

    private @Nullable LaneBuffer buffer(Passage passage) {
        LaneBuffer buffer = open.get(passage);
        if (buffer == null && open.size() < MOST) {
            buffer = new LaneBuffer(passage.to, passage.priority, passage.from, PASSAGE_BYTES);
            open.put(passage, buffer);
        }
        return buffer;
    }

    private boolean append(LaneBuffer buffer, byte[] message, BatchReader reader) {
        Added added = buffer.append(message, reader.entryFrom(), reader.position(), reader.kind(), reader.expires());
        if (added == Added.FIRST) {
            post.ready.add(buffer);
        }
        return added != Added.FULL;
    }
}
