package dev.swarm.engine.monitor;

import dev.swarm.engine.step.Counters;
import dev.swarm.engine.wire.Bytes;
import dev.swarm.engine.wire.Coordinate;
import dev.swarm.engine.wire.CoordinateCodec;
import dev.swarm.engine.wire.MalformedPacketException;
import java.time.Duration;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Where this node is and where others are. Nodes tell their coordinates in their answers; of nodes that did not answer
 * this one for a while it takes what others tell.
 */
final class Atlas {

    /** A coordinate that a node told itself so lately is worth more than what others say. */
    private static final long FRESH_NANOS = 60_000_000_000L;

    private static final double NANOS_PER_SECOND = 1e9;

    private final Vivaldi vivaldi;
    private final MonitorModel model;
    private final Counters counters;
    private @Nullable Bytes payload;

    Atlas(SplittableRandom random, MonitorModel model, Counters counters) {
        this.vivaldi = new Vivaldi(random);
        this.model = model;
        this.counters = counters;
        model.setOwn(vivaldi.own());
    }

    /** Returns what this node tells in its answers. */
    Bytes payload() {
        Bytes written = payload;
        if (written == null) {
            written = CoordinateCodec.encode(vivaldi.own());
            payload = written;
        }
        return written;
    }

    /**
     * A node answered.
     *
     * @param told what it told with its answer
     * @param rtt how long the answer took, {@code null} if that is unknown
     * @param nanos when, in the time of {@link Attention}
     */
    void onAnswer(Contact contact, @Nullable Bytes told, @Nullable Duration rtt, long nanos) {
        Coordinate coordinate;
        try {
            coordinate = CoordinateCodec.decode(told);
        } catch (MalformedPacketException malformed) {
            counters.increment(malformed.rejection());
            return;
        }
        if (coordinate == null) {
            return;
        }
        contact.coordinate = coordinate;
        contact.coordinateNanos = nanos;
        if (rtt != null) {
            double seconds = contact.gauge.medianNanos() / NANOS_PER_SECOND;
            if (seconds <= Vivaldi.LONGEST_SECONDS) {
                vivaldi.learn(coordinate, seconds);
                payload = null;
                model.setOwn(vivaldi.own());
            }
        }
    }

    /** Somebody tells where a third node is. */
    void onTold(Contact contact, Coordinate coordinate, long nanos) {
        boolean isFresh = contact.coordinateNanos != Contact.NONE && nanos - contact.coordinateNanos < FRESH_NANOS;
        if (!isFresh) {
            contact.coordinate = coordinate;
            contact.coordinateNanos = Contact.NONE;
        }
    }
}
